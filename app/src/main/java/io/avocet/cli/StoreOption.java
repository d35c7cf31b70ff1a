package io.avocet.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the mail store is. It can also be given to a subcommand of the command that declares it. */
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The mail store (default: data/mail.db).")
    private @Nullable Path file;

    Path file(Installation installation) {
        return NamedFile.or(installation.mailStore(), "--store", file);
    }
}
