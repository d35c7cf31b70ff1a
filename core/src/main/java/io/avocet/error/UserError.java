package io.avocet.error;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user can fix. The message is complete: what was found, where (file, line, key), what is
 * allowed, and what to do next; what the user can set is named by a {@link Setting}. Each front end handles it in one place; every other exception is a bug and keeps its
 * trace.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public UserError(Kind kind, String message) {
        this(kind, message, null);
    }

    public UserError(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What to tell the user, with the settings in words; there always is something. */
    @Override
    public String getMessage() {
        return Setting.inWords(raw());
    }

    /** What to tell the user, with the names that a front end has for settings. */
    public String message(Function<Setting, String> name) {
        return Setting.named(raw(), name);
    }

    private String raw() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Kind kind() {
        return kind;
    }

    /** What went wrong, as each front end says it: an exit code and an HTTP status. */
    public enum Kind {
        /** A value that is malformed or out of range: of an option, or of a request's parameter. */
        USAGE(2, 400),
        /** What is wrong with a file or an email that is read. */
        BAD_INPUT(3, 400),
        NOT_FOUND(4, 404),
        /** Another run holds what this one needs. */
        BUSY(5, 409),
        OUT_OF_MEMORY(6, 507),
        /** The machine said no: a full disk, a folder that is not writable. */
        SYSTEM(7, 500),
        /** The training came to nothing: the loss is no longer a number. */
        DIVERGED(8, 500),
        /** Another machine, such as a mail server, says no or cannot be reached. */
        REMOTE(10, 502);

        private final int exitCode;
        private final int httpStatus;

        Kind(int exitCode, int httpStatus) {
            this.exitCode = exitCode;
            this.httpStatus = httpStatus;
        }

        public int exitCode() {
            return exitCode;
        }

        public int httpStatus() {
            return httpStatus;
        }
    }
}
