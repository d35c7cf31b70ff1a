package io.avocet.table;

import io.avocet.data.BadRow;
import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import io.avocet.data.SkippingSource;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Emails in a table (CSV, UTF-8): the first line names the columns {@code subject}, {@code body} or {@code text}, {@code label},
 * {@code from}, {@code date} and {@code message_id} in any order and case, whatever others there are. Columns are separated by
 * commas, semicolons or tabs, as the first line shows.
 */
public final class CsvEmails extends SkippingSource {
    private static final List<String> TEXTS = List.of("subject", "body", "text");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int LONGEST_HEADER = 64 << 10;

    private final Path name;
    private final BoundedRecords reader;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;
    private boolean ended;

    /**
     * Reads the first line.
     *
     * @param name what the input is called in messages
     * @throws UserError if none of the columns has text
     */
    public CsvEmails(InputStream in, Path name) throws IOException {
        this.name = name;
        BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        char delimiter = delimiterOf(text);
        this.reader = new BoundedRecords(text);
        this.parser = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .setTrailingData(true)
                .get()
                .parse(reader);
        this.records = parser.iterator();
        this.columns = record().map(CSVRecord::toList).orElse(List.of()).stream()
                .map(column -> column.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (columns.stream().noneMatch(TEXTS::contains)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    name + ":1: no column is named subject, body or text; found: " + Shown.list(columns)
                            + ". Name the columns in the first line: subject, body, label, from, date, message_id.");
        }
    }

    @Override
    public Optional<SourcedEmail> next() throws IOException {
        for (Optional<CSVRecord> record = record(); record.isPresent(); record = record()) {
            CSVRecord row = record.get();
            long line = parser.getCurrentLineNumber();
            if (row.size() > columns.size()) {
                skip(new BadRow(name, line, "has more cells than the first line has columns"));
                continue;
            }
            String body = cell(row, "body");
            Email email = Email.of(cell(row, "subject"), body == null ? cell(row, "text") : body);
            if (email.hasNoText()) {
                skip(new BadRow(name, line, BadRow.EMPTY_EMAIL));
                continue;
            }
            String label = cell(row, "label");
            return Optional.of(new SourcedEmail(
                    name,
                    line,
                    email,
                    MailHeaders.of(cell(row, "from"), cell(row, "date"), cell(row, "message_id")),
                    label == null || label.isBlank() ? null : label.strip()));
        }
        return Optional.empty();
    }

    /** The next row. Behind an error, rows cannot be told apart any more: then there is no other. */
    private Optional<CSVRecord> record() throws IOException {
        try {
            reader.beginRecord();
            return !ended && records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (UncheckedIOException e) {
            ended = true;
            if (e.getCause() instanceof CharacterCodingException) {
                throw notUtf8(", near line " + parser.getCurrentLineNumber(), e);
            }
            if (e.getCause() instanceof BoundedRecords.EndlessRecord || parser.getCurrentLineNumber() > 0) {
                skip(new BadRow(
                        name,
                        parser.getCurrentLineNumber(),
                        "a quotation mark is not closed, or is within a cell: the rest of the table is not read"));
                return Optional.empty();
            }
            throw e.getCause();
        }
    }

    private @Nullable String cell(CSVRecord row, String column) {
        int index = columns.indexOf(column);
        return index < 0 || index >= row.size() ? null : row.get(index);
    }

    private char delimiterOf(BufferedReader text) throws IOException {
        try {
            return skipMarkAndFindDelimiter(text);
        } catch (CharacterCodingException e) {
            throw notUtf8("", e);
        }
    }

    private UserError notUtf8(String where, Exception cause) {
        return new UserError(
                UserError.Kind.BAD_INPUT, name + " is not UTF-8" + where + ". Save the table as CSV in UTF-8.", cause);
    }

    private static char skipMarkAndFindDelimiter(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        text.mark(LONGEST_HEADER);
        char[] start = new char[LONGEST_HEADER];
        int length = 0;
        for (int read = 0; read >= 0 && length < LONGEST_HEADER - 1; length += Math.max(0, read)) {
            read = text.read(start, length, Math.min(1 << 10, LONGEST_HEADER - 1 - length));
        }
        text.reset();
        String first = new String(start, 0, length).lines().findFirst().orElse("");
        char most = ',';
        for (char each : new char[] {';', '\t'}) {
            most = count(first, each) > count(first, most) ? each : most;
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(unit -> unit == wanted).count();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Ends a record that has no end: an open quotation mark would take the rest of the file into memory. */
    private static final class BoundedRecords extends java.io.FilterReader {
        private static final int MOST_CHARACTERS = 32 << 20;

        private int characters;

        BoundedRecords(Reader in) {
            super(in);
        }

        static final class EndlessRecord extends IOException {
            private static final long serialVersionUID = 1L;
        }

        void beginRecord() {
            characters = 0;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            characters += Math.max(0, read);
            if (characters > MOST_CHARACTERS) {
                throw new EndlessRecord();
            }
        }
    }
}
