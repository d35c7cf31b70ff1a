package io.avocet.hub;

import io.avocet.checkpoint.WeightFiles;
import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import io.avocet.file.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The local cache that Hugging Face's tools share, of which this program sees the models. */
record HuggingFaceCache(Path root) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}");
    private static final Pattern FOLDER = Pattern.compile("models--(.+?)--(.+)");

    /** Whether the text has the form {@code org/name}. */
    static boolean isId(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2
                && PART.matcher(parts[0]).matches()
                && PART.matcher(parts[1]).matches();
    }

    CachedRepository repository(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException(id);
        }
        return new CachedRepository(root, id);
    }

    /** The newest version of a model, if it is whole, or why there is none. */
    CachedRepository.Found find(String id) {
        CachedRepository repository = repository(id);
        try {
            return repository.find();
        } catch (IOException e) {
            throw DiskTrouble.reading(repository.folder(), e);
        }
    }

    /** All models, by id. */
    List<CachedModel> models() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(entry -> FOLDER.matcher(entry.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(folder -> folder.group(1) + "/" + folder.group(2))
                    .filter(HuggingFaceCache::isId)
                    .sorted()
                    .map(this::model)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw DiskTrouble.reading(root, e);
        }
    }

    /** What is here of a model, complete or not. */
    Optional<CachedModel> model(String id) {
        CachedRepository repository = repository(id);
        if (!Files.exists(repository.folder(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Optional<Path> snapshot = repository.find().snapshot();
            return Optional.of(new CachedModel(
                    id,
                    repository.folder(),
                    FileTree.bytes(repository.folder()),
                    snapshot.isPresent(),
                    snapshot.filter(folder -> !WeightFiles.areWhole(folder)).isPresent()));
        } catch (IOException e) {
            throw DiskTrouble.reading(repository.folder(), e);
        }
    }

    /** Deletes all of a model. Links are deleted, never followed. One that is being downloaded is {@code BUSY}. */
    void remove(String id) {
        CachedRepository repository = repository(id);
        Deque<ProcessLock> held = new ArrayDeque<>();
        try {
            for (Path lock : lockFiles(repository)) {
                held.push(ProcessLock.tryAcquireShared(lock)
                        .orElseThrow(() -> new UserError(
                                UserError.Kind.BUSY,
                                "The base model " + id
                                        + " is being downloaded. Wait until that has ended, or stop it.")));
            }
            FileTree.delete(repository.folder());
        } catch (IOException e) {
            throw DiskTrouble.writing(repository.folder(), 0, e);
        } finally {
            held.forEach(ProcessLock::close);
        }
    }

    private static List<Path> lockFiles(CachedRepository repository) throws IOException {
        if (!Files.isDirectory(repository.locks())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(repository.locks())) {
            return entries.filter(entry -> entry.toString().endsWith(".lock")).toList();
        }
    }
}
