package io.avocet.lab.store;

import io.avocet.data.Email;
import io.avocet.data.LabelledEmail;
import io.avocet.lab.speed.MadeEmails;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** An mbox of made emails, each with the text of some short ones and a word that no other has. */
final class MadeMailbox {
    private static final int BLOCK = 5_000;
    private static final int TEXTS_OF_AN_EMAIL = 3;
    private static final OffsetDateTime FIRST = OffsetDateTime.of(2015, 1, 1, 8, 0, 0, 0, ZoneOffset.UTC);

    private MadeMailbox() {}

    /**
     * Writes the file; the same count gives the same emails.
     *
     * @param tokenizerJson of the built-in model, for its words
     */
    static void write(Path file, int count, Path tokenizerJson) throws IOException {
        try (Writer mbox = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int from = 0; from < count; from += BLOCK) {
                int size = Math.min(BLOCK, count - from);
                List<LabelledEmail> texts = MadeEmails.make(tokenizerJson, size * TEXTS_OF_AN_EMAIL, from);
                for (int i = 0; i < size; i++) {
                    write(mbox, from + i, texts.subList(i * TEXTS_OF_AN_EMAIL, (i + 1) * TEXTS_OF_AN_EMAIL));
                }
            }
        }
    }

    private static void write(Writer mbox, int number, List<LabelledEmail> texts) throws IOException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(FIRST.plusMinutes(20L * number));
        mbox.write("From sender" + number % 997 + "@example.com Thu Jan  1 08:00:00 2015\n");
        mbox.write("Message-ID: <" + number + "@made.example>\n");
        mbox.write("From: Sender " + number % 997 + " <sender" + number % 997 + "@example.com>\n");
        mbox.write("Date: " + date + "\nSubject: " + texts.get(0).email().subject() + "\n\n" + word(number) + "\n");
        for (LabelledEmail text : texts) {
            Email email = text.email();
            mbox.write(email.body() + "\n");
        }
        mbox.write("\n");
    }

    /** The word that only one email has. */
    static String word(int number) {
        return "unique" + number;
    }
}
