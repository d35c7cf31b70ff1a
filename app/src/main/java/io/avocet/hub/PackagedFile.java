package io.avocet.hub;

import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A resource of a jar on the class path.
 *
 * @param bytes its size
 * @param sha256 the hash that its content must have, in hexadecimal
 */
record PackagedFile(ClassLoader jars, String name, long bytes, String sha256) {
    boolean isHere() {
        return jars.getResource(name) != null;
    }

    InputStream open() {
        return Objects.requireNonNull(jars.getResourceAsStream(name), name);
    }

    /** Where it is, for messages: {@code NAME in JAR}. */
    String place() {
        String url = Objects.requireNonNull(jars.getResource(name), name).toString();
        return url.startsWith("jar:")
                ? name + " in " + Path.of(URI.create(url.substring("jar:".length(), url.lastIndexOf("!/"))))
                : Path.of(URI.create(url)).toString();
    }

    /**
     * Reads it whole and refuses any other content.
     *
     * @param artifact the Maven coordinates of the jar that has the right one
     */
    void requireRightContent(String artifact) throws IOException {
        String found;
        try (InputStream in = open()) {
            found = Checksum.sha256(in);
        }
        if (!found.equals(sha256)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    place() + " is damaged, or comes from another version: its SHA-256 is " + found + "; allowed is "
                            + sha256 + ". Replace the jar by " + artifact + " from Maven Central.");
        }
    }
}
