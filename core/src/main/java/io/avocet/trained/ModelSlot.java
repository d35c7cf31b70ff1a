package io.avocet.trained;

import io.avocet.error.UserError;
import io.avocet.file.FileTree;
import io.avocet.file.ProcessLock;
import io.avocet.words.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of one trained model, and the hidden entries next to it while a run replaces it. The replacement is two
 * renames, {@code name → .name.old} and {@code .name.partial → name}; {@link #recover} ends one that was interrupted.
 */
record ModelSlot(Path root, String name) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]{0,63}(?<!\\.)");
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    private static final Pattern HIDDEN = Pattern.compile("\\.(.+)\\.(lock|partial|old)");

    static boolean isPlainName(String name) {
        return NAME.matcher(name).matches() && !DEVICE.matcher(name).matches();
    }

    /** The slot that an entry of the root belongs to; empty for what no run of ours made. */
    static Optional<ModelSlot> of(Path root, Path entry) {
        String name = String.valueOf(entry.getFileName());
        Matcher hidden = HIDDEN.matcher(name);
        boolean ours;
        if (hidden.matches()) {
            name = hidden.group(1);
            ours = hidden.group(2).equals("lock") ? Files.isRegularFile(entry) : isModel(entry);
        } else {
            ours = isModel(entry);
        }
        return ours && isPlainName(name) ? Optional.of(new ModelSlot(root, name)) : Optional.empty();
    }

    /** Why an entry that has the marker of a model is none; empty for a model, and for what has no marker. */
    static Optional<String> misfit(Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (!FileTree.present(entry.resolve(ModelsFolder.MARKER))
                || HIDDEN.matcher(name).matches()) {
            return Optional.empty();
        }
        if (!isModel(entry)) {
            return Optional.of(
                    "Left out the model " + Shown.text(name) + ": its " + ModelsFolder.MARKER + " is not a file.");
        }
        return isPlainName(name)
                ? Optional.empty()
                : Optional.of("Left out the model '" + Shown.text(name)
                        + "': a model's name is of letters, digits, '.'," + " '_' and '-'. Rename the folder.");
    }

    static boolean isModel(Path folder) {
        return Files.isRegularFile(folder.resolve(ModelsFolder.MARKER));
    }

    Path model() {
        return root.resolve(name);
    }

    Path partial() {
        return root.resolve("." + name + ".partial");
    }

    Path old() {
        return root.resolve("." + name + ".old");
    }

    Path lock() {
        return root.resolve("." + name + ".lock");
    }

    /** Whether the model was moved aside: a swap is under way, or was interrupted. */
    boolean isBetweenRenames() {
        return FileTree.present(old()) && !FileTree.present(model());
    }

    /** Whether a run works here, or once stopped here half way. */
    boolean hasTraces() {
        return FileTree.present(lock()) || FileTree.present(partial()) || FileTree.present(old());
    }

    /**
     * Finishes or undoes an interrupted swap and clears what a dead run left. The caller holds the lock. While the old
     * model was moved aside, the new one is whole exactly if it has its marker.
     */
    void recover() throws IOException {
        if (isBetweenRenames()) {
            FileTree.move(isModel(partial()) ? partial() : old(), model());
        }
        FileTree.delete(partial());
        FileTree.delete(old());
    }

    /** Recovers if no living run holds the lock. */
    boolean recoverIfDead() throws IOException {
        Optional<ProcessLock> held = ProcessLock.tryAcquire(lock());
        if (held.isEmpty()) {
            return false;
        }
        try (ProcessLock lock = held.get()) {
            recover();
        }
        return true;
    }

    /** Refuses to replace what is not a model: it may be anything of the user's. */
    void requireReplaceable() {
        if (FileTree.present(model()) && !isModel(model())) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    model() + " exists and is not a trained model (it has no " + ModelsFolder.MARKER
                            + "). Move it away, or choose another name.");
        }
    }
}
