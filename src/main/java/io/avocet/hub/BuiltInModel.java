package io.avocet.hub;

import io.avocet.checkpoint.DiskTrouble;
import io.avocet.checkpoint.FileTree;
import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The base model that comes with the program. It is unpacked once into the cache, under a name that holds a hash of its
 * content, so that no version ever reads another one's files.
 */
record BuiltInModel(Path cache) {
    /** A jar cannot list its entries by folder. */
    static final List<String> FILES = List.of(
            "config.json",
            "model.safetensors",
            "special_tokens_map.json",
            "spm.model",
            "tokenizer.json",
            "tokenizer_config.json");

    private static final String NAME = "mini-base";
    private static final String PART_PREFIX = "." + NAME + "-";
    private static final int HASH_DIGITS = 16;
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    /** The unpacked model; a folder that has been tampered with is unpacked anew. */
    Path folder() {
        try {
            Map<String, Long> sizes = new LinkedHashMap<>();
            Path folder = cache.resolve(NAME + "-" + hash(sizes));
            if (!isWhole(folder, sizes)) {
                unpack(folder, sizes);
            }
            return folder;
        } catch (IOException e) {
            throw DiskTrouble.writing(cache, 0, e);
        }
    }

    /** Hashes names, sizes and contents, and notes the sizes in bytes. */
    private static String hash(Map<String, Long> sizes) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[1 << 16];
        for (String file : FILES) {
            MessageDigest content = sha256();
            long size = 0;
            try (InputStream in = open(file)) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    content.update(buffer, 0, count);
                    size += count;
                }
            }
            sizes.put(file, size);
            sha256.update(file.getBytes(StandardCharsets.UTF_8));
            sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(size).array());
            sha256.update(content.digest());
        }
        return HexFormat.of().formatHex(sha256.digest()).substring(0, HASH_DIGITS);
    }

    private static boolean isWhole(Path folder, Map<String, Long> sizes) throws IOException {
        for (Map.Entry<String, Long> file : sizes.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path) || Files.size(path) != file.getValue()) {
                return false;
            }
        }
        return true;
    }

    /** Unpacks beside and moves into place; of two processes that do so at once, one wins and both are served. */
    private void unpack(Path folder, Map<String, Long> sizes) throws IOException {
        Files.createDirectories(cache);
        clearAbandoned();
        Path part = Files.createTempDirectory(cache, PART_PREFIX);
        long bytesToGo = sizes.values().stream().mapToLong(Long::longValue).sum();
        try {
            for (String file : FILES) {
                try (InputStream in = open(file)) {
                    bytesToGo -= Files.copy(in, part.resolve(file));
                }
            }
            FileTree.forceAll(part);
        } catch (IOException e) {
            UserError trouble = DiskTrouble.writing(folder, bytesToGo, e);
            FileTree.delete(part);
            throw trouble;
        }
        try {
            put(part, folder, sizes);
        } finally {
            FileTree.delete(part);
        }
    }

    private static void put(Path part, Path folder, Map<String, Long> sizes) throws IOException {
        try {
            FileTree.move(part, folder);
        } catch (IOException e) {
            if (!isWhole(folder, sizes)) {
                FileTree.delete(folder);
                FileTree.move(part, folder);
            }
        }
    }

    /** Deletes what unpacking left here when it was killed, a day ago or longer. */
    private void clearAbandoned() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(cache, PART_PREFIX + "*")) {
            for (Path part : parts) {
                Instant made = Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS)
                        .toInstant();
                if (made.isBefore(Instant.now().minus(ABANDONED_AFTER))) {
                    FileTree.delete(part);
                }
            }
        }
    }

    private static InputStream open(String file) {
        InputStream in = BuiltInModel.class.getResourceAsStream("/io/avocet/base/mini/" + file);
        if (in == null) {
            throw new IllegalStateException("The program was built without " + file + " of its base model");
        }
        return in;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
