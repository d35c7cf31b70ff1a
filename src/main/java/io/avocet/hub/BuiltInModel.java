package io.avocet.hub;

import io.avocet.checkpoint.DiskTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The base model that is part of the program, unpacked once into the cache. */
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
    private static final int HASH_DIGITS = 16;

    /** The unpacked model; a folder that has been tampered with is unpacked again. */
    Path folder() {
        MessageDigest sha256 = Checksum.sha256();
        long bytes = 0;
        try {
            for (String file : FILES) {
                bytes += addContent(sha256, file);
            }
        } catch (IOException e) {
            throw DiskTrouble.writing(cache, 0, e);
        }
        String version = HexFormat.of().formatHex(sha256.digest()).substring(0, HASH_DIGITS);
        return new UnpackedFolder(cache, NAME, version).filled(bytes, BuiltInModel::copy);
    }

    /** Adds the hash of a file's name, size and content; gives the size in bytes. */
    private static long addContent(MessageDigest sha256, String file) throws IOException {
        MessageDigest content = Checksum.sha256();
        long size;
        try (InputStream in = open(file)) {
            size = Checksum.update(content, in);
        }
        sha256.update(file.getBytes(StandardCharsets.UTF_8));
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(size).array());
        sha256.update(content.digest());
        return size;
    }

    private static void copy(Path folder) throws IOException {
        for (String file : FILES) {
            try (InputStream in = open(file)) {
                Files.copy(in, folder.resolve(file));
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
}
