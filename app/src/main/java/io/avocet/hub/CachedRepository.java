package io.avocet.hub;

import io.avocet.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model's folder in the cache, laid out as Python's huggingface_hub does it: {@code refs/main} holds a commit, {@code
 * blobs/{etag}} a file's bytes, and {@code snapshots/{commit}/{file}} is a relative link to them.
 *
 * @param root of the cache
 * @param id {@code org/name}
 */
record CachedRepository(Path root, String id) {
    private static final Pattern COMMIT = Pattern.compile("[A-Za-z0-9]{1,64}");

    Path folder() {
        return root.resolve(folderName());
    }

    private String folderName() {
        return "models--" + id.replace("/", "--");
    }

    Path blob(String etag) {
        return folder().resolve("blobs").resolve(etag);
    }

    /** What was received of a blob so far. */
    Path incomplete(String etag) {
        return folder().resolve("blobs").resolve(etag + ".incomplete");
    }

    Path locks() {
        return root.resolve(".locks").resolve(folderName());
    }

    /** @param what the etag of a blob, or {@code main} */
    Path lock(String what) {
        return locks().resolve(what + ".lock");
    }

    Path snapshot(String commit) {
        return folder().resolve("snapshots").resolve(commit);
    }

    private Path main() {
        return folder().resolve("refs/main");
    }

    /** Makes a commit the newest. The caller holds the lock of {@code main}. */
    void writeMain(String commit) throws IOException {
        Files.createDirectories(folder().resolve("refs"));
        AtomicFile.write(main(), commit.getBytes(StandardCharsets.US_ASCII));
    }

    /** The newest version, or the only one; whole, or why there is none. */
    Found find() throws IOException {
        if (!Files.isDirectory(folder())) {
            return Found.nothing("it is not in the Hugging Face cache " + root);
        }
        Path snapshot;
        if (Files.isRegularFile(main())) {
            String commit = readMain();
            if (!COMMIT.matcher(commit).matches()) {
                return Found.nothing(main() + " is damaged: it holds no commit (letters and digits)");
            }
            snapshot = snapshot(commit);
            if (!Files.isDirectory(snapshot)) {
                return Found.nothing(snapshot + ", which refs/main there names, is missing");
            }
        } else {
            Path[] snapshots = snapshots();
            if (snapshots.length != 1) {
                return Found.nothing(
                        folder() + " has no refs/main, and " + snapshots.length + " snapshots instead of one");
            }
            snapshot = snapshots[0];
        }
        return ModelFiles.missing(snapshot)
                .map(file -> Found.nothing(snapshot + " is incomplete: it has no " + file))
                .orElseGet(() -> new Found(Optional.of(snapshot), ""));
    }

    private String readMain() throws IOException {
        try (var in = Files.newInputStream(main())) {
            return new String(in.readNBytes(100), StandardCharsets.US_ASCII).strip();
        }
    }

    private Path[] snapshots() throws IOException {
        Path parent = folder().resolve("snapshots");
        if (!Files.isDirectory(parent)) {
            return new Path[0];
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toArray(Path[]::new);
        }
    }

    /**
     * The result of a search for a complete snapshot.
     *
     * @param whyNot where there is none: half a sentence
     */
    record Found(Optional<Path> snapshot, String whyNot) {
        static Found nothing(String whyNot) {
            return new Found(Optional.empty(), whyNot);
        }
    }
}
