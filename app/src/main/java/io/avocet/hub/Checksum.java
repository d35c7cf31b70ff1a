package io.avocet.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of files. The Hub names a large file by its SHA-256 and a small one by git's SHA-1. */
final class Checksum {
    private static final String SHA256 = "SHA-256";
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
        MessageDigest digest = digest(isSha256 ? SHA256 : "SHA-1");
        if (!isSha256) {
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        try (InputStream in = Files.newInputStream(file)) {
            update(digest, in);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of all that is left to read, in hexadecimal. */
    static String sha256(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        update(digest, in);
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        return digest(SHA256);
    }

    /** Adds all that is left to read; gives its length in bytes. */
    static long update(MessageDigest digest, InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            length += count;
        }
        return length;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
