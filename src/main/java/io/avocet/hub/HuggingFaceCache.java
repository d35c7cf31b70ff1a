package io.avocet.hub;

import io.avocet.checkpoint.DiskTrouble;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The local cache of Hugging Face's tools: {@code models--org--name/refs/main} holds a commit, and {@code
 * snapshots/{commit}} that version's files. Read only; nothing is fetched.
 */
record HuggingFaceCache(Path root) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}");
    private static final Pattern COMMIT = Pattern.compile("[A-Za-z0-9]{1,64}");

    /** Whether the text has the form {@code org/name}. */
    static boolean isId(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2
                && PART.matcher(parts[0]).matches()
                && PART.matcher(parts[1]).matches();
    }

    /** The newest version of a model that was fetched before. */
    Path snapshot(String id) {
        Path repository = root.resolve("models--" + id.replace("/", "--"));
        if (!Files.isDirectory(repository)) {
            throw notCached(id, "it is not in the Hugging Face cache " + root);
        }
        try {
            Optional<String> commit = commit(repository.resolve("refs/main"));
            List<Path> snapshots = folders(repository.resolve("snapshots"));
            if (commit.isPresent()) {
                Path snapshot = repository.resolve("snapshots").resolve(commit.get());
                if (snapshots.contains(snapshot)) {
                    return snapshot;
                }
                throw notCached(id, snapshot + ", which refs/main there names, is missing");
            }
            if (snapshots.size() == 1) {
                return snapshots.get(0);
            }
            throw notCached(
                    id, repository + " has no refs/main, and " + snapshots.size() + " snapshots instead of one");
        } catch (IOException e) {
            throw DiskTrouble.reading(repository, e);
        }
    }

    private static Optional<String> commit(Path main) throws IOException {
        if (!Files.isRegularFile(main)) {
            return Optional.empty();
        }
        byte[] start;
        try (var in = Files.newInputStream(main)) {
            start = in.readNBytes(100);
        }
        String commit = new String(start, StandardCharsets.US_ASCII).strip();
        if (!COMMIT.matcher(commit).matches()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    main + " is damaged: it holds no commit (letters and digits). Fetch the model again.");
        }
        return Optional.of(commit);
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static UserError notCached(String id, String why) {
        return new UserError(
                UserError.Kind.NOT_FOUND,
                "The base model " + id + " is not on this machine: " + why
                        + ". This build does not download: fetch it into that cache with another tool (hf download "
                        + id
                        + "), or name its folder with --base-model.");
    }
}
