package io.avocet.cli;

import java.nio.file.Path;

/**
 * Where Avocet keeps its files. Defaults such as {@code data/} and {@code models/} are there; what the user names is in the
 * current folder.
 *
 * @param home the folder of all that Avocet writes
 * @param program the folder of what comes with Avocet, which may be the same
 * @param isTerminal whether standard output is a terminal
 */
public record Installation(Path home, Path program, boolean isTerminal) {
    /** With all in one folder. */
    public Installation(Path home, boolean isTerminal) {
        this(home, home, isTerminal);
    }

    /** As the launcher says: the system properties {@code avocet.home}, {@code avocet.program} and {@code avocet.terminal}. */
    public static Installation ofThisProcess() {
        String home = System.getProperty("avocet.home", "");
        return new Installation(
                Path.of(home),
                Path.of(System.getProperty("avocet.program", home)),
                Boolean.getBoolean("avocet.terminal"));
    }

    Path defaultScoreFile() {
        return home.resolve("data").resolve("email_score.jsonl");
    }

    Path mailStore() {
        return home.resolve("data").resolve("mail.db");
    }

    Path uploads() {
        return home.resolve("data").resolve("uploads");
    }

    Path demoEmails() {
        return program.resolve("data").resolve("demo_emails.jsonl");
    }

    Path benchmarkResults() {
        return home.resolve("data").resolve("benchmark_results.json");
    }

    Path evaluation() {
        return home.resolve("data").resolve("evaluation.json");
    }

    Path evaluationFolds() {
        return home.resolve("data").resolve("evaluation_folds");
    }

    Path modelsConfig() {
        return home.resolve("config").resolve("models.yaml");
    }

    Path accounts() {
        return home.resolve("config").resolve("accounts.yaml");
    }

    Path defaultModelsFolder() {
        return home.resolve("models");
    }

    Path exportsFolder() {
        return home.resolve("exports");
    }

    Path runsFolder() {
        return home.resolve("runs");
    }
}
