package io.avocet.store;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailStoreTest {
    private static final int PAGE_BYTES = 4096;
    private static final String MARKER = "xylographmarker";

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("mail.db");
    }

    @Test
    void anEmailIsStoredOnceByMessageIdOrByContent() {
        try (MailStore store = MailStore.openOrCreate(file)) {
            assertThat(store.add(List.of(mail("one", "id-1")))).isEqualTo(new Added(1, 0));
            assertThat(store.add(List.of(mail("one, read otherwise", "id-1"), mail("one", null), mail("two", null))))
                    .isEqualTo(new Added(1, 2));
            assertThat(store.add(List.of(mail("two", "id-2")))).isEqualTo(new Added(0, 1));
            assertThat(store.add(List.of(mail("two, read otherwise", "id-2"))))
                    .as("the id came later than the email")
                    .isEqualTo(new Added(0, 1));
        }
    }

    @Test
    void aDiscardedEmailStaysDiscardedWhenItComesInAgain() {
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(List.of(mail("one", "id-1")));
            long id = store.unlabelled(List.of()).newest(1).get(0).id();
            assertThat(store.mark(id, EmailState.DISCARDED)).isTrue();
            store.add(List.of(mail("one", "id-1")));

            assertThat(store.count(EmailState.UNLABELLED)).isZero();
            assertThat(store.find(id)).get().extracting(StoredEmail::state).isEqualTo(EmailState.DISCARDED);
            store.mark(id, EmailState.UNLABELLED);
            assertThat(store.count(EmailState.UNLABELLED)).isEqualTo(1);
            assertThat(store.mark(99, EmailState.SKIPPED)).isFalse();
        }
    }

    @Test
    void anEmailComesBackAsItWentIn() {
        Email email = new Email("Gr\u00FC\u00DFe \uD83D\uDC26", "body ".repeat(1000));
        MailHeaders headers = MailHeaders.of("Robin <r@example.com>", "Sun, 15 Mar 2026 10:30:00 +0100", "<a@b>");
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(List.of(new NewEmail(email, headers, "box")));
            StoredEmail stored = store.findByContent(email.contentHash()).orElseThrow();
            assertThat(stored.email()).isEqualTo(email);
            assertThat(stored.headers()).isEqualTo(headers);
            assertThat(stored.key()).isEqualTo("a@b");
        }
    }

    @Test
    void theNewestComeFirstAndThoseWithoutADateLast() {
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(List.of(
                    dated("undated", null),
                    dated("old", "2024-01-01"),
                    dated("new", "2026-01-01"),
                    dated("middle", "2025-01-01")));
            assertThat(store.unlabelled(List.of()).newest(9))
                    .extracting(email -> email.email().subject())
                    .containsExactly("new", "middle", "old", "undated");
            String labelled = new Email("new", "").contentHash();
            assertThat(store.unlabelled(List.of(labelled)).newest(2))
                    .extracting(email -> email.email().subject())
                    .containsExactly("middle", "old");
        }
    }

    @Test
    void allWordsAreSearchedInSubjectSenderAndBody() {
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(List.of(new NewEmail(
                    new Email("Interview", "on Thursday"),
                    MailHeaders.of("Jos\u00E9 <j@acme.example>", null, null),
                    "box")));
            assertThat(store.unlabelled(List.of()).search("thursday jose inter", 10))
                    .hasSize(1);
            assertThat(store.unlabelled(List.of()).search("j@acme.example", 10)).hasSize(1);
            assertThat(store.unlabelled(List.of()).search("thursday friday", 10))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\"\"",
                "a\" OR \"b",
                "*",
                "^a",
                "NEAR(",
                "subject:x",
                "{a b}:c",
                "a AND",
                "-",
                "'; DROP TABLE email;--",
                "\u0000",
                "(",
                "+",
                "a*b*"
            })
    void noTextIsAnOperatorOfTheSearch(String text) {
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(List.of(mail("quiet", null)));
            assertThat(store.unlabelled(List.of()).search(text, 10)).isEmpty();
            assertThat(store.unlabelled(List.of()).search("quiet", 10)).hasSize(1);
        }
    }

    @Test
    void whatIsForgottenLeavesNoByteOfItsText() throws IOException {
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(IntStream.range(0, 500)
                    .mapToObj(i -> new NewEmail(
                            new Email(MARKER + i, (MARKER + " ").repeat(50)),
                            MailHeaders.of(MARKER + "@example.com", null, MARKER + i),
                            "gone"))
                    .toList());
            store.add(List.of(mail("kept", null)));
            assertThat(anyFileHolds(MARKER)).isTrue();

            assertThat(store.forget("gone")).isEqualTo(500);
            assertThat(anyFileHolds(MARKER)).isFalse();
            assertThat(store.unlabelled(List.of()).search(MARKER, 1)).isEmpty();
            assertThat(store.unlabelled(List.of()).search("kept", 1)).hasSize(1);
            assertThat(store.sources()).extracting(SourceCount::source).containsExactly("box");
            assertThat(store.forgetAll()).isEqualTo(1);
            assertThat(anyFileHolds("kept")).isFalse();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void allFilesAreTheOwnersAlone() throws IOException {
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(List.of(mail("one", null)));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.toList())
                        .hasSizeGreaterThan(1)
                        .allSatisfy(
                                each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void aFileOfAnEarlierVersionIsMigratedWithItsEmails() {
        List<List<String>> steps = new ArrayList<>(Schema.CURRENT.steps());
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(List.of(mail("one", null)));
        }
        steps.add(List.of("CREATE TABLE next (id INTEGER)"));
        try (MailStore store = MailStore.open(file, new Schema(steps))) {
            assertThat(store.unlabelled(List.of()).search("one", 1)).hasSize(1);
        }
        assertRefused(UserError.Kind.BAD_INPUT, () -> MailStore.open(file).close())
                .hasMessageContaining("newer version of Avocet (store version " + steps.size() + "; this one knows "
                        + Schema.CURRENT.steps().size() + ")");
    }

    @Test
    void aFileOfTheFirstVersionTakesAllThatCameLater() {
        Schema first = new Schema(Schema.CURRENT.steps().subList(0, 1));
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        try (MailStore store = MailStore.open(file, first)) {
            store.add(List.of(mail("one", null)));
        }
        FetchedFolder.Identity inbox = new FetchedFolder.Identity("home", "INBOX", "robin@example.com", 5);
        try (MailStore store = MailStore.open(file)) {
            assertThat(store.unlabelled(List.of()).search("one", 1)).hasSize(1);
            FetchedFolder folder = store.fetchedFolder(inbox);
            assertThat(folder.uids()).isEmpty();
            assertThat(store.addFetched(folder, List.of(mail("one", null), mail("two", null)), List.of(3L, 4L)))
                    .isEqualTo(new Added(1, 1));
        }
        try (MailStore store = MailStore.open(file)) {
            assertThat(store.fetchedFolder(inbox).uids()).containsExactlyInAnyOrder(3L, 4L);
        }
    }

    @Test
    void aFolderOfAnotherLoginOrUidValidityIsAnotherFolder() {
        try (MailStore store = MailStore.openOrCreate(file)) {
            FetchedFolder.Identity inbox = new FetchedFolder.Identity("home", "INBOX", "robin@example.com", 5);
            FetchedFolder old = store.fetchedFolder(inbox);
            store.addFetched(old, List.of(), List.of(1L));
            for (FetchedFolder.Identity other : List.of(
                    new FetchedFolder.Identity("home", "INBOX", "robin@example.com", 6),
                    new FetchedFolder.Identity("home", "INBOX", "sam@example.com", 6))) {
                assertThat(store.fetchedFolder(other).uids()).isEmpty();
                store.addFetched(store.fetchedFolder(other), List.of(), List.of(1L));
            }
            store.forgetAll();
            store.addFetched(old, List.of(), List.of(2L));
            assertThat(store.fetchedFolder(inbox).uids())
                    .as("a fetch that was going on while its folder was forgotten")
                    .isEmpty();
        }
    }

    @Test
    void aMigrationThatFailsChangesNothing() {
        MailStore.openOrCreate(file).close();
        List<List<String>> steps = new ArrayList<>(Schema.CURRENT.steps());
        steps.add(List.of("CREATE TABLE next (id INTEGER)", "no SQL"));
        assertThat(catchThrowable(() -> MailStore.open(file, new Schema(steps))))
                .isNotNull();
        MailStore.open(file).close();
    }

    @Test
    void aFileThatIsNoStoreIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(file, "words, not a database ".repeat(100));
        assertRefused(
                        UserError.Kind.BAD_INPUT,
                        () -> MailStore.openOrCreate(file).close())
                .hasMessageContaining("is damaged, or is no mail store");
        assertThat(file).content().startsWith("words");
        assertRefused(
                        UserError.Kind.NOT_FOUND,
                        () -> MailStore.open(folder.resolve("none.db")).close())
                .hasMessageContaining("avocet import");
    }

    @Test
    void aDamagedStoreIsRefusedInWords() throws IOException {
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(IntStream.range(0, 200)
                    .mapToObj(i -> mail("mail " + i, null))
                    .toList());
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5A);
        Files.write(file, bytes);
        assertRefused(UserError.Kind.BAD_INPUT, () -> {
                    try (MailStore store = MailStore.open(file)) {
                        store.forEach(email -> {});
                    }
                })
                .hasMessageContaining("is damaged");
    }

    @Test
    void damageInTheEmailsIsFoundByACheckAndInTheIndexByAWholeOne() throws IOException {
        try (MailStore store = MailStore.openOrCreate(file)) {
            store.add(IntStream.range(0, 200)
                    .mapToObj(i -> mail("mail " + i, null))
                    .toList());
            store.optimize();
            store.check(false);
            store.check(true);
        }
        byte[] whole = Files.readAllBytes(file);
        assertThat(damaged(whole, "email", false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("import the mail again");
        assertThat(damaged(whole, "email_text_data", true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is damaged");
        assertThat(damaged(whole, "email_text_data", false)).isNull();
    }

    /** Overwrites the first page of a table, and checks. */
    private @Nullable Throwable damaged(byte[] whole, String table, boolean withIndex) throws IOException {
        Files.write(file, whole);
        int page;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")) {
            page = (rows.getInt(1) - 1) * PAGE_BYTES;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        byte[] broken = whole.clone();
        Arrays.fill(broken, page, page + PAGE_BYTES, (byte) 0x5a);
        Files.write(file, broken);
        try (MailStore store = MailStore.open(file)) {
            return catchThrowable(() -> store.check(withIndex));
        }
    }

    @Test
    void twoImportsKeepEachOtherOut() {
        try (MailStore store = MailStore.openOrCreate(file);
                MailStore other = MailStore.open(file);
                var lock = store.lockForImport()) {
            assertRefused(UserError.Kind.BUSY, () -> other.lockForImport().close())
                    .hasMessageContaining("Another import");
        }
    }

    @Test
    void writersWaitForEachOtherAndNothingIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (MailStore one = MailStore.openOrCreate(file);
                MailStore two = MailStore.open(file)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int number = thread;
                writing.add(threads.submit(() -> IntStream.range(0, 50)
                        .forEach(i -> (number % 2 == 0 ? one : two).add(List.of(mail(number + " " + i, null))))));
            }
            for (Future<?> each : writing) {
                each.get();
            }
            assertThat(two.count(EmailState.UNLABELLED)).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean anyFileHolds(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                if (Files.readString(each, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static NewEmail mail(String subject, @Nullable String messageId) {
        return new NewEmail(new Email(subject, "body"), MailHeaders.of(null, null, messageId), "box");
    }

    private static NewEmail dated(String subject, @Nullable String date) {
        return new NewEmail(new Email(subject, ""), MailHeaders.of(null, date, null), "box");
    }
}
