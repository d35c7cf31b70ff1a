package io.avocet.store;

import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.ProcessLock;
import io.avocet.words.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mail store: an SQLite file in which each email is once, whichever way and however often it comes in. It is the owner's alone
 * (permissions 0600). Threads may share a store, and processes may open the same file: readers never wait, and writers wait for each
 * other, 20 seconds at most. Work that writes much, such as an import, takes {@link #lockForImport} first.
 *
 * <p>Each method throws a {@link UserError} that says what to do if the file is locked, damaged, not writable, or the disk is full;
 * what was added or changed before is then saved, and nothing of the failed call is.
 */
public final class MailStore implements AutoCloseable {
    private static final int BATCH = 500;

    private final Path file;
    private final StoreConnection writer;
    private final StoreConnection reader;
    private final StoreConnection longReader;
    private final Totals totals = new Totals();

    /** @param longReader for what takes long, so that nothing else waits for it */
    private MailStore(Path file, StoreConnection writer, StoreConnection reader, StoreConnection longReader) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
        this.longReader = longReader;
    }

    /**
     * Opens a store that is there, and brings it to this version.
     *
     * @throws UserError also if it is missing, has a newer version, or is no mail store
     */
    public static MailStore open(Path file) {
        if (!Files.exists(file)) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "There is no mail store " + file + ". '" + Launcher.command("import FILE")
                            + "' makes one from your mail.");
        }
        StoreConnection.requireRegular(file);
        return open(file, Schema.CURRENT);
    }

    /** Opens a store, or creates it and the folder that it is in. */
    public static MailStore openOrCreate(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw DiskTrouble.writing(file, 0, e);
        }
        StoreConnection.create(file);
        return open(file, Schema.CURRENT);
    }

    static MailStore open(Path file, Schema schema) {
        StoreConnection writer = StoreConnection.open(file);
        try {
            writer.call(connection -> {
                schema.migrate(connection, file);
                return true;
            });
            return new MailStore(file, writer, StoreConnection.open(file), StoreConnection.open(file));
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * The lock of work that writes for long: an import, a fetch, forgetting. It keeps out other such work, and nothing else.
     *
     * @throws UserError if another process or thread has it
     */
    public ProcessLock lockForImport() {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Optional<ProcessLock> taken = ProcessLock.tryAcquire(lock);
            if (taken.isEmpty()) {
                throw new UserError(
                        UserError.Kind.BUSY,
                        "Another import, fetch or removal (" + ProcessLock.holder(lock) + ") is at work on " + file
                                + ". Wait until it has ended, and run again.");
            }
            return taken.get();
        } catch (IOException e) {
            throw DiskTrouble.writing(lock, 0, e);
        }
    }

    /** Adds emails, all or none of them; those that are known by Message-ID or by content, in whatever state, stay as they are. */
    public Added add(List<NewEmail> emails) {
        return writer.transaction(connection -> EmailTable.add(connection, emails, Instant.now()));
    }

    /**
     * What was fetched of a folder of a mail server: nothing, if it is new or another one of its name.
     *
     * @param identity by which it is known again
     */
    public FetchedFolder fetchedFolder(FetchedFolder.Identity identity) {
        return writer.transaction(connection -> ImapFolderTable.find(connection, identity));
    }

    /**
     * Adds emails of a folder of a mail server, and keeps which of its messages need not be fetched again, all or nothing of both.
     *
     * @param uids of these emails, and of messages that were refused
     */
    public Added addFetched(FetchedFolder folder, List<NewEmail> emails, Collection<Long> uids) {
        return writer.transaction(connection -> {
            Instant now = Instant.now();
            ImapFolderTable.add(connection, folder.id(), uids, now);
            return EmailTable.add(connection, emails, now);
        });
    }

    /** What the store has of an account of a mail server. */
    public AccountMail ofAccount(String account) {
        return reader.call(connection -> ImapFolderTable.ofAccount(connection, account));
    }

    public Optional<StoredEmail> find(long id) {
        return reader.call(connection -> EmailTable.select(connection, "WHERE id = ?", id)).stream()
                .findFirst();
    }

    /** The email with this {@link io.avocet.data.Email#contentHash}. */
    public Optional<StoredEmail> findByContent(String contentHash) {
        return reader.call(connection -> EmailTable.select(connection, "WHERE content_hash = ?", contentHash)).stream()
                .findFirst();
    }

    /**
     * The emails that are still to be labelled.
     *
     * @param labelled content hashes of those that have a label in a file
     */
    public UnlabelledEmails unlabelled(Collection<String> labelled) {
        return new UnlabelledEmails(reader, longReader, totals, labelled);
    }

    /** Predictions that are kept. */
    public Predictions predictions() {
        return new Predictions(writer, reader);
    }

    /** Sentence vectors that are kept. */
    public Vectors vectors() {
        return new Vectors(writer, reader);
    }

    /**
     * Removes what is prepared of emails that are neither in the store nor labelled any more.
     *
     * @param labelled content hashes of those that have a label in a file
     */
    public void removeStalePreparations(Collection<String> labelled) {
        writer.transaction(connection -> {
            for (String table : List.of("vector", "prediction")) {
                String sql = "DELETE FROM " + table + " WHERE content_hash NOT IN (SELECT value FROM json_each(?))"
                        + " AND content_hash NOT IN (SELECT content_hash FROM email)";
                Sql.update(connection, sql, JsonList.of(labelled));
            }
            return true;
        });
    }

    /**
     * Those of these emails that are in the store and neither skipped nor discarded.
     *
     * @param contentHashes of the emails, whose order stays
     */
    public List<StoredEmail> unlabelledOf(List<String> contentHashes) {
        return inOrder(
                contentHashes,
                StoredEmail::contentHash,
                "WHERE content_hash IN (SELECT value FROM json_each(?)) AND +" + UnlabelledEmails.STATE,
                JsonList.of(contentHashes));
    }

    /** The emails of these ids, as far as they are there, in the order of the ids. */
    public List<StoredEmail> find(List<Long> ids) {
        return inOrder(ids, StoredEmail::id, "WHERE id IN (SELECT value FROM json_each(?))", ids.toString());
    }

    private <K> List<StoredEmail> inOrder(
            List<K> keys, Function<StoredEmail, K> key, String condition, String parameter) {
        Map<K, StoredEmail> found =
                reader.call(connection -> EmailTable.select(connection, condition, parameter)).stream()
                        .collect(Collectors.toMap(key, email -> email));
        return keys.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** Gives all emails in the order of their ids, also those that come in meanwhile, in memory for one batch. */
    public void forEach(Consumer<StoredEmail> consumer) {
        long last = 0;
        for (List<StoredEmail> batch = after(last); !batch.isEmpty(); batch = after(last)) {
            batch.forEach(consumer);
            last = batch.get(batch.size() - 1).id();
        }
    }

    private List<StoredEmail> after(long id) {
        return reader.call(connection -> EmailTable.select(connection, "WHERE id > ? ORDER BY id LIMIT ?", id, BATCH));
    }

    /**
     * Skips, discards or restores an email.
     *
     * @return false if there is none of this id
     */
    public boolean mark(long id, EmailState state) {
        String sql = "UPDATE email SET state = ?, changed = ? WHERE id = ?";
        return writer.transaction(connection ->
                Sql.update(connection, sql, state.code(), Instant.now().toEpochMilli(), id) > 0);
    }

    public boolean isEmpty() {
        return reader.call(connection -> Sql.number(connection, "SELECT NOT EXISTS (SELECT 1 FROM email)") == 1);
    }

    /** How many emails have a state. */
    public long count(EmailState state) {
        return reader.call(connection -> EmailTable.count(connection, "WHERE state = ?", state.code()));
    }

    /**
     * Looks for damage: in the emails, which takes a second for 200,000, or in the index of their words, too, which takes ten.
     *
     * @throws UserError if something is damaged
     */
    public void check(boolean withIndex) {
        reader.call(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("PRAGMA quick_check" + (withIndex ? "" : "(email)"))) {
                if (!found.next() || !found.getString(1).equals("ok")) {
                    throw StoreTrouble.damaged(file, null);
                }
                return true;
            }
        });
    }

    /** The sources with their counts, by name. */
    public List<SourceCount> sources() {
        return reader.call(MailStore::sources);
    }

    private static List<SourceCount> sources(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT source, count(*), sum(state = 1), sum(state = 2)"
                        + " FROM email GROUP BY source ORDER BY source")) {
            List<SourceCount> sources = new ArrayList<>();
            while (rows.next()) {
                sources.add(new SourceCount(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
            return sources;
        }
    }

    /**
     * Removes the emails of a source for good: no byte of their text is left in the files of the store. It takes as long as a rebuild
     * of the index, and as much room on the disk as the store. A folder of a mail server is then one of which nothing was fetched.
     *
     * @return emails removed
     * @throws UserError also if another process reads the store at this moment
     */
    public long forget(String source) {
        return remove(source);
    }

    /** Removes all emails in the same way. */
    public long forgetAll() {
        return remove(null);
    }

    private long remove(@Nullable String source) {
        long removed = writer.transaction(connection -> Forgetting.delete(connection, source));
        writer.call(connection -> {
            Forgetting.clear(connection, file);
            return true;
        });
        return removed;
    }

    /** Makes searching faster after much was added: joins the parts of the index, and tells SQLite's planner the sizes. */
    public void optimize() {
        writer.transaction(connection -> {
            StoreConnection.execute(connection, "INSERT INTO email_text (email_text) VALUES ('optimize')");
            return true;
        });
        writer.call(connection -> {
            StoreConnection.execute(connection, "PRAGMA optimize");
            StoreConnection.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            return true;
        });
    }

    @Override
    public void close() {
        try (writer;
                longReader) {
            reader.close();
        }
    }
}
