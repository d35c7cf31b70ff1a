package io.avocet.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.OwnersFile;
import io.avocet.words.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of labelled emails that grows while a program has it open. A label is appended as one line, which is on the disk before
 * {@link #append} returns; nothing that is in the file is ever changed. Lines that other programs append are seen by the next
 * {@link #refresh}. The last row of an email says its label.
 *
 * <p>Safe for use by several threads.
 */
public final class LabelLog {
    private static final JsonMapper JSON = JsonMapper.builder(JsonRow.JSON).build();

    /**
     * The last row of an email.
     *
     * @param label any string, in the label set or not; null where the row takes the label back
     * @param line counted from 1
     * @param offset of the line in the file, bytes
     * @param isDecision whether the row has a {@code labeled_at}
     * @param labelledAt its {@code labeled_at}; null where there is none that can be read
     */
    public record Entry(
            Email email,
            @Nullable String label,
            @Nullable Instant date,
            long line,
            long offset,
            boolean isDecision,
            @Nullable Instant labelledAt) {
        /** Names the email by its content. */
        public String id() {
            return email.contentHash();
        }
    }

    /** What tells one state of the file from another. */
    private record Stamp(@Nullable Object key, long size, Instant changed) {
        static final Stamp OF_NO_FILE = new Stamp(null, 0, Instant.EPOCH);
    }

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private Stamp stamp = Stamp.OF_NO_FILE;
    private long readTo;
    private long linesRead;
    private int badRows;

    /** Whether the last line that was read has ended: a program may have died in the middle of one. */
    private boolean endsWithLine = true;

    /** @param file need not exist; the first label creates it, for its owner alone */
    public LabelLog(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /**
     * Reads what is new in the file, or all of it if another file is in its place.
     *
     * @return whether anything was new
     * @throws UserError if the file is there and cannot be read, or is a JSON array
     */
    public synchronized boolean refresh() {
        try {
            Stamp now = stamp();
            if (now.equals(stamp)) {
                return false;
            }
            boolean isContinued = Objects.equals(now.key(), stamp.key()) && now.size() > stamp.size();
            if (!isContinued) {
                entries.clear();
                readTo = 0;
                linesRead = 0;
                badRows = 0;
                endsWithLine = true;
                stamp = Stamp.OF_NO_FILE; // if reading fails now, all of it is read the next time
            }
            if (now.size() > 0) {
                readOn();
            }
            stamp = now;
            return true;
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private Stamp stamp() throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    found.fileKey(), found.size(), found.lastModifiedTime().toInstant());
        } catch (NoSuchFileException e) {
            return Stamp.OF_NO_FILE;
        }
    }

    /** Reads from the first line that was not there or not ended before. */
    private void readOn() throws IOException {
        long from = readTo;
        try (FileChannel channel = FileChannel.open(file);
                ByteLines lines =
                        new ByteLines(Channels.newInputStream(channel.position(from)), JsonRows.MAX_LINE_BYTES)) {
            endsWithLine = true;
            while (lines.next()) {
                if (from + lines.start() == 0) {
                    requireLines(lines.bytes());
                }
                if (!lines.blank() || lines.cut()) {
                    add(lines, linesRead + 1, from + lines.start());
                }
                endsWithLine = lines.isEnded();
                if (endsWithLine) {
                    readTo = from + lines.following();
                    linesRead++;
                }
            }
        }
    }

    private void requireLines(byte[] firstLine) {
        if (new String(firstLine, StandardCharsets.ISO_8859_1).strip().startsWith("[")) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " is a JSON array. Labels are added as lines: write one JSON object per line, with "
                            + Launcher.command("import " + file + " --output NEW.jsonl") + ", and use that file.");
        }
    }

    /** A line that cannot be read may be half of what another program is writing: it is counted only once it has ended. */
    private void add(ByteLines lines, long line, long offset) {
        try {
            if (lines.cut()) {
                throw new MalformedRowException("too long");
            }
            JsonRow row = JsonRow.parse(lines.bytes(), RowKeys::read);
            if (row.label() == null && !row.takesBack()) {
                throw new MalformedRowException("no label");
            }
            Entry entry =
                    new Entry(row.email(), row.label(), row.date(), line, offset, row.isDecision(), row.labelledAt());
            entries.put(entry.id(), entry);
        } catch (MalformedRowException e) {
            badRows += lines.isEnded() ? 1 : 0;
        }
    }

    /** Rows that were read so far and make no sense. */
    public synchronized int badRows() {
        return badRows;
    }

    /** The last row of each email, labels that were taken back among them, in the order of the first rows. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The last row of each email that has a label now. */
    public List<Entry> labelled() {
        return entries().stream().filter(entry -> entry.label() != null).toList();
    }

    /** The emails that have a label now, by their content, with it. */
    public synchronized Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        entries.forEach((id, entry) -> {
            if (entry.label() != null) {
                labels.put(id, entry.label());
            }
        });
        return labels;
    }

    /** The last row of an email, by its content. */
    public synchronized Optional<Entry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /**
     * All keys of a row, as the file has them.
     *
     * @throws UserError if the file cannot be read any more
     */
    public synchronized ObjectNode row(Entry entry) {
        try (FileChannel channel = FileChannel.open(file);
                ByteLines lines = new ByteLines(
                        Channels.newInputStream(channel.position(entry.offset())), JsonRows.MAX_LINE_BYTES)) {
            if (lines.next()
                    && JSON.readTree(lines.bytes()) instanceof ObjectNode row
                    && JsonRow.parse(lines.bytes(), RowKeys::read).email().equals(entry.email())) {
                return row;
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        } catch (MalformedRowException e) {
            // another file is in its place
        }
        throw new UserError(UserError.Kind.BUSY, file + " has changed meanwhile. Look at the email again.");
    }

    /**
     * Appends a row and has it on the disk before this returns.
     *
     * @param row with the strings {@code subject}, {@code body} and {@code label}, or a {@code label} that is null
     * @return the entry that it makes
     * @throws UserError if the row could not be written whole; then nothing of it is in the file
     */
    public synchronized Entry append(ObjectNode row) {
        byte[] line = line(row);
        if (line.length > JsonRows.MAX_LINE_BYTES) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "This email is too long for a row of " + file + ", which has " + JsonRows.MAX_LINE_BYTES
                            + " bytes at most. Discard it.");
        }
        refresh();
        if (!endsWithLine) {
            refresh(); // another program may have been in the middle of a line, and have ended it by now
        }
        try (FileChannel channel = OwnersFile.openToAppend(file)) {
            long before = channel.size();
            writeWhole(channel, before, endsWithLine ? line : withLineFeedBefore(line));
        } catch (IOException e) {
            throw DiskTrouble.writing(file, line.length, e);
        }
        refresh();
        return find(idOf(row)).orElseThrow(() -> new IllegalStateException("A row that was appended can be read"));
    }

    private static byte[] line(ObjectNode row) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(row.toString().getBytes(StandardCharsets.UTF_8));
        line.write('\n');
        return line.toByteArray();
    }

    private static byte[] withLineFeedBefore(byte[] line) {
        return ByteBuffer.allocate(line.length + 1).put((byte) '\n').put(line).array();
    }

    private static String idOf(ObjectNode row) {
        JsonNode subject = row.path("subject");
        JsonNode body = row.path("body");
        return Email.of(subject.textValue(), body.textValue()).contentHash();
    }

    /** Takes back what was written of a line that did not get in whole, such as on a full disk. */
    private static void writeWhole(FileChannel channel, long before, byte[] line) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(line);
        try {
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (IOException e) {
            if (channel.size() == before + left.position()) {
                channel.truncate(before);
            }
            throw e;
        }
    }
}
