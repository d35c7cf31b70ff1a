package io.avocet.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The one file of labelled emails that a command reads. */
final class ScoreFileOption {
    @Option(
            names = "--score-file",
            paramLabel = "FILE",
            description = "Labelled emails, JSONL (default: data/email_score.jsonl).")
    private @Nullable Path file;

    Path file(Installation installation) {
        return file == null ? installation.defaultScoreFile() : file;
    }
}
