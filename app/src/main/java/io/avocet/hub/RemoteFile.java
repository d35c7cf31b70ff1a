package io.avocet.hub;

import java.util.regex.Pattern;

/**
 * A file of a model as the Hub describes it.
 *
 * @param name plain, of a file at the top of the repository
 * @param etag the SHA-256 of its bytes, or the SHA-1 that git gives a small file; hexadecimal
 * @param size in bytes
 */
record RemoteFile(String name, String etag, long size) {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}");
    private static final Pattern ETAG = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    RemoteFile {
        requirePlain(name);
        if (!isEtag(etag) || size < 0) {
            throw new IllegalArgumentException("etag " + etag + ", size " + size);
        }
    }

    /** A name becomes a path, so it must not be able to lead anywhere. */
    static void requirePlain(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the plain name of a file: " + name);
        }
    }

    static boolean isEtag(String text) {
        return ETAG.matcher(text).matches();
    }

    /** The tag in a header {@code ETag}, without quotes and the mark of a weak one. */
    static String normalized(String header) {
        return header.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", "");
    }
}
