package io.avocet.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Labelled emails for a score file. Each made subject and body holds {@link #MARKER}, so that a leak of text shows. */
public final class ScoreRows {
    public static final String MARKER = "Xylograph";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> rows = new ArrayList<>();

    /** Three labels with six emails each: small enough for tests that run many trainings. */
    public static ScoreRows three() {
        return new ScoreRows().add("rejected", 6).add("digest", 6).add("neutral", 6);
    }

    /** The first of the demonstration emails. */
    public static ScoreRows demo(int count) {
        try {
            ScoreRows demo = new ScoreRows();
            Path file = Path.of(System.getProperty("avocet.home", ""), "data", "demo_emails.jsonl");
            Files.readAllLines(file).subList(0, count).forEach(demo::line);
            return demo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many emails of a label, none a near-duplicate of another. */
    public ScoreRows add(String label, int count) {
        for (int i = 0; i < count; i++) {
            String own =
                    "row" + Character.toString('a' + rows.size() % 26) + Character.toString('a' + rows.size() / 26);
            rows.add(JSON.createObjectNode()
                    .put("subject", label + " " + own + " subject " + rows.size() + " " + MARKER)
                    .put("body", own + " body " + own + " " + MARKER + " about " + own + " " + label.repeat(1 + i % 3))
                    .put("label", label)
                    .toString());
        }
        return this;
    }

    public ScoreRows line(String line) {
        rows.add(line);
        return this;
    }

    public String write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, rows).toString();
    }
}
