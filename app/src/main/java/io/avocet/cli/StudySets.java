package io.avocet.cli;

import io.avocet.error.UserError;
import io.avocet.lab.quality.StudySet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The value of {@code --set}: {@code demo}, or {@code NAME=FILE[,rows=N][,test=FILE][,test-rows=N]}. */
final class StudySets {
    static final String DEMO = "demo";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.]{0,39}");
    private static final Set<String> PARTS = Set.of("rows", "test", "test-rows");

    private StudySets() {}

    static StudySet parse(String value, Path demo) {
        if (value.equals(DEMO)) {
            return new StudySet(DEMO, demo, OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
        }
        String[] parts = value.split(",", -1);
        String[] first = parts[0].split("=", 2);
        if (first.length < 2 || !NAME.matcher(first[0]).matches() || first[1].isEmpty()) {
            throw bad(value, "it begins with '" + parts[0] + "'");
        }
        Map<String, String> others = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] part = parts[i].split("=", 2);
            if (part.length < 2 || !PARTS.contains(part[0]) || others.put(part[0], part[1]) != null) {
                throw bad(value, "it has the part '" + parts[i] + "'");
            }
        }
        if (others.containsKey("test-rows") && !others.containsKey("test")) {
            throw bad(value, "it has test-rows without test");
        }
        return new StudySet(
                first[0],
                Path.of(first[1]),
                number(value, "rows", others),
                Optional.ofNullable(others.get("test")).map(Path::of),
                number(value, "test-rows", others));
    }

    private static OptionalInt number(String value, String part, Map<String, String> parts) {
        String text = parts.get(part);
        if (text == null) {
            return OptionalInt.empty();
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw bad(value, part + " is '" + text + "', which is not a number of rows");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static UserError bad(String value, String what) {
        return new UserError(
                UserError.Kind.USAGE,
                "--set '" + value + "': " + what + ". Allowed: demo, or NAME=FILE, with ,rows=N or ,test=FILE or"
                        + " ,test-rows=N after it; a name has letters, digits, '_' and '.'.");
    }
}
