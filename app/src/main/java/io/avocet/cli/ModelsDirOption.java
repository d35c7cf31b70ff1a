package io.avocet.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where trained models are. It can also be given to a subcommand of the command that declares it. */
final class ModelsDirOption {
    @Option(
            names = "--models-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where trained models are (default: models/).")
    private @Nullable Path folder;

    Path folder(Installation installation) {
        return folder == null ? installation.defaultModelsFolder() : folder;
    }
}
