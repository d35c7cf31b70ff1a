package io.avocet.lab.quality;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Files of labelled emails for a study. */
final class StudyEmails {
    private static final JsonMapper JSON = new JsonMapper();

    private StudyEmails() {}

    /** So many different emails of each label. */
    static Path write(Path file, int ofEach, String... labels) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String label : labels) {
            for (int i = 0; i < ofEach; i++) {
                rows.add(JSON.createObjectNode()
                        .put("subject", label + " " + i + " of " + file.getFileName())
                        .put("body", "A message about " + label.repeat(1 + i % 3))
                        .put("label", label)
                        .toString());
            }
        }
        return Files.write(file, rows);
    }

    static StudySet whole(String name, Path file) {
        return new StudySet(name, file, OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
    }
}
