package io.avocet.cli;

import java.nio.file.Path;

/**
 * Where Avocet is installed. Defaults such as {@code data/} and {@code models/} are there; what the user names is in the
 * current folder.
 *
 * @param isTerminal whether standard output is a terminal
 */
public record Installation(Path home, boolean isTerminal) {
    /** As the launcher says: the system properties {@code avocet.home} and {@code avocet.terminal}. */
    public static Installation ofThisProcess() {
        return new Installation(Path.of(System.getProperty("avocet.home", "")), Boolean.getBoolean("avocet.terminal"));
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
        return home.resolve("data").resolve("demo_emails.jsonl");
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
