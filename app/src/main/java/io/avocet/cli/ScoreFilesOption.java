package io.avocet.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The files of labelled emails that a command reads together. */
final class ScoreFilesOption {
    @Option(
            names = "--score-file",
            paramLabel = "FILE",
            description = "Labelled emails, JSONL; can be repeated (default: data/email_score.jsonl).")
    private List<Path> files = List.of();

    List<Path> files(Installation installation) {
        return files.isEmpty() ? List.of(installation.defaultScoreFile()) : files;
    }
}
