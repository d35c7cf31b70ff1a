package io.avocet.crossval;

import io.avocet.file.AtomicFile;
import io.avocet.file.DiskTrouble;
import io.avocet.file.SmallFile;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The finished folds of one evaluation: a folder with a file for each, and {@value #KEY_FILE}, which says what they follow from.
 * Evaluations of other emails or settings have folders of their own next to it.
 */
final class SavedFolds {
    private static final String KEY_FILE = "evaluation.json";
    private static final int MAX_KEY_BYTES = 1 << 20;

    private final Path folder;
    private final RunListener listener;

    private SavedFolds(Path folder, RunListener listener) {
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Opens or makes the folder of an evaluation. If there is none, but one of another evaluation of the same model, a note says
     * what differs.
     *
     * @param parent of the folders of all evaluations
     * @throws io.avocet.error.UserError if it cannot be written
     */
    static SavedFolds open(Path parent, EvaluationKey key, RunListener listener) {
        Path folder = parent.resolve(key.id());
        Path keyFile = folder.resolve(KEY_FILE);
        byte[] json = key.json().getBytes(StandardCharsets.UTF_8);
        try {
            if (!Files.exists(keyFile)) {
                newest(parent, key.model()).ifPresent(other -> sayWhatDiffers(other, key, listener));
            }
            Files.createDirectories(folder);
            AtomicFile.write(keyFile, json);
        } catch (IOException e) {
            throw DiskTrouble.writing(keyFile, json.length, e);
        }
        return new SavedFolds(folder, listener);
    }

    Path folder() {
        return folder;
    }

    /** The result of a fold, if it is finished; a damaged file is as good as none, and a warning says so. */
    Optional<FoldResult> read(Fold fold) {
        Path file = file(fold);
        try {
            return Optional.of(FoldFile.read(file, fold));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            listener.on(new RunEvent.Warning(
                    file + " is damaged: " + e.getMessage() + ". The fold is trained again, and the file replaced."));
            return Optional.empty();
        }
    }

    /** @throws io.avocet.error.UserError if it cannot be written */
    void write(Fold fold, FoldResult result) {
        FoldFile.write(file(fold), fold, result);
    }

    private Path file(Fold fold) {
        return folder.resolve(fold.id() + ".json");
    }

    private static Optional<Path> newest(Path parent, String model) throws IOException {
        if (!Files.isDirectory(parent)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> String.valueOf(folder.getFileName()).startsWith(model + "-"))
                    .map(folder -> folder.resolve(KEY_FILE))
                    .filter(Files::isRegularFile)
                    .max(Comparator.comparing(SavedFolds::modified).thenComparing(Comparator.naturalOrder()));
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // it has just gone
        }
    }

    private static void sayWhatDiffers(Path otherKeyFile, EvaluationKey key, RunListener listener) {
        String what;
        try {
            EvaluationKey other = EvaluationKey.parse(SmallFile.read(otherKeyFile, MAX_KEY_BYTES));
            what = "are of another evaluation (" + String.join("; ", key.differences(other)) + ")";
        } catch (IOException e) {
            what = "are of an evaluation that cannot be read (" + e.getMessage() + ")";
        }
        listener.on(new RunEvent.Note("The folds saved in " + otherKeyFile.getParent() + " " + what
                + ": this evaluation starts afresh, in a folder of its own."));
    }
}
