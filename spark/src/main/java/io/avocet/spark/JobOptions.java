package io.avocet.spark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@link SparkClassify} is asked for.
 *
 * @param keep columns of the input that the output has, too
 */
record JobOptions(
        String model,
        String input,
        InputFormat inputFormat,
        String output,
        OutputFormat format,
        String subject,
        String body,
        List<String> keep,
        Mode mode) {
    static final String USAGE = """
            --model FOLDER|ARCHIVE --input PATH --output PATH [--input-format jsonl|parquet|mbox] [--format parquet|jsonl]
              [--subject-column NAME] [--body-column NAME] [--keep NAME,…] [--mode permissive|failfast]""";

    enum InputFormat {
        JSONL,
        PARQUET,
        MBOX
    }

    enum OutputFormat {
        PARQUET,
        JSONL
    }

    /** What a row that cannot be classified does: it gets an error, or it ends the job. */
    enum Mode {
        PERMISSIVE,
        FAILFAST
    }

    /** @throws IllegalArgumentException with the whole usage */
    static JobOptions parse(String... args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!USAGE.contains(args[i] + " ") || !args[i].startsWith("--")) {
                throw wrong(args[i] + " is no option.");
            }
            if (i + 1 == args.length) {
                throw wrong(args[i] + " has no value.");
            }
            if (given.put(args[i], args[i + 1]) != null) {
                throw wrong(args[i] + " is there twice.");
            }
        }
        return new JobOptions(
                required(given, "--model"),
                required(given, "--input"),
                oneOf(InputFormat.values(), given, "--input-format", InputFormat.JSONL),
                required(given, "--output"),
                oneOf(OutputFormat.values(), given, "--format", OutputFormat.PARQUET),
                given.getOrDefault("--subject-column", "subject"),
                given.getOrDefault("--body-column", "body"),
                columns(given.getOrDefault("--keep", "")),
                oneOf(Mode.values(), given, "--mode", Mode.PERMISSIVE));
    }

    private static String required(Map<String, String> given, String option) {
        String value = given.get(option);
        if (value == null || value.isBlank()) {
            throw wrong(option + " is missing.");
        }
        return value;
    }

    private static <E extends Enum<E>> E oneOf(E[] allowed, Map<String, String> given, String option, E otherwise) {
        String value = given.get(option);
        if (value == null) {
            return otherwise;
        }
        return Arrays.stream(allowed)
                .filter(each -> each.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> wrong(option + " is " + value + ". Allowed: "
                        + String.join(
                                ", ",
                                Arrays.stream(allowed)
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .toList())
                        + "."));
    }

    private static List<String> columns(String names) {
        List<String> columns = Stream.of(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        for (String column : columns) {
            if (SparkClassify.ADDED.contains(column)) {
                throw wrong("--keep names " + column
                        + ", which the job writes itself. Rename the column of the input first.");
            }
        }
        return columns;
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " The options are:\n  " + USAGE);
    }
}
