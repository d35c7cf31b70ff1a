package io.avocet.api;

/**
 * Something that can be put right outside the program: a folder that holds no model, a damaged file, memory that is not there. The
 * message is complete: what was found, where, what is allowed, and what to do next. Every other exception of this
 * package is a mistake of its caller, or one of Avocet.
 */
public final class AvocetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AvocetException(String message, Throwable cause) {
        super(message, cause);
    }
}
