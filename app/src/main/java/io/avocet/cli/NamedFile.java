package io.avocet.cli;

import io.avocet.error.UserError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of an option that has a default. */
final class NamedFile {
    private NamedFile() {}

    /**
     * The file that was named, or else the usual one.
     *
     * @param named null where the option was left out
     * @throws UserError if the name is empty
     */
    static Path or(Path usual, String option, @Nullable Path named) {
        if (named != null && named.toString().isEmpty()) {
            throw new UserError(UserError.Kind.USAGE, option + " names no file. Name one, or leave the option out.");
        }
        return named == null ? usual : named;
    }
}
