package io.avocet.http;

import io.avocet.supervisor.MailPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that the server reads. No request can name another.
 *
 * @param home where Avocet is installed
 * @param modelsFolder of trained models
 * @param scoreFile labelled emails
 * @param benchmarkResults the saved comparison
 * @param evaluation the saved evaluation
 * @param modelsConfig more models of the benchmark; need not exist
 * @param mail stored and uploaded
 */
public record ServerPaths(
        Path home,
        Path modelsFolder,
        Path scoreFile,
        Path benchmarkResults,
        Path evaluation,
        Path modelsConfig,
        MailPaths mail) {
    Optional<Path> existingModelsConfig() {
        return Optional.of(modelsConfig).filter(Files::exists);
    }
}
