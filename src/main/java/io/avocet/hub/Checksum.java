package io.avocet.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which the Hub names a file: SHA-256 of a large one, git's SHA-1 of a small one. */
final class Checksum {
    private static final int SHA256_DIGITS = 64;

    private Checksum() {}

    /** Whether a file is there and holds what the Hub has; its size, which is quick, is looked at first. */
    static boolean isRight(Path file, RemoteFile remote) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == remote.size()
                && like(remote.etag(), file).equals(remote.etag());
    }

    /** The file's hash of the kind that the etag has, in hexadecimal. */
    static String like(String etag, Path file) throws IOException {
        boolean isSha256 = etag.length() == SHA256_DIGITS;
        MessageDigest digest = digest(isSha256 ? "SHA-256" : "SHA-1");
        if (!isSha256) {
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
