package io.avocet.trained;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import io.avocet.file.ProcessLock;
import io.avocet.words.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of trained models. A new model replaces its forerunner in a way that a crash cannot break: whenever the
 * process or the machine stops, the old model or the new one is whole, and the next {@link #open} clears the rest.
 */
public final class ModelsFolder {
    /** The file that makes a folder a trained model; a run writes it last. */
    public static final String MARKER = "training_info.json";

    private static final Duration WAIT_LIMIT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path root;
    private final Consumer<SwapStep> steps;

    private ModelsFolder(Path root, Consumer<SwapStep> steps) {
        this.root = root;
        this.steps = steps;
    }

    /**
     * Opens the folder, which need not exist yet, and ends what dead runs left half done. Living runs are left
     * alone.
     */
    public static ModelsFolder open(Path root) {
        return open(root, step -> {});
    }

    /**
     * What tells one training of a model from another: each puts a new {@link #MARKER} in place, another file, written at another
     * time.
     *
     * @param model its folder, which need not be there
     */
    public static Object stamp(Path model) {
        Path marker = model.resolve(MARKER);
        try {
            if (!Files.exists(marker)) {
                return "none";
            }
            BasicFileAttributes file = Files.readAttributes(marker, BasicFileAttributes.class);
            return List.of(file.lastModifiedTime(), file.size(), Objects.toString(file.fileKey()));
        } catch (IOException e) {
            throw DiskTrouble.reading(marker, e);
        }
    }

    static ModelsFolder open(Path root, Consumer<SwapStep> steps) {
        if (FileTree.present(root) && !Files.isDirectory(root)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    root + " is not a folder, so it cannot hold models. Move it away, or name another folder.");
        }
        ModelsFolder folder = new ModelsFolder(root, steps);
        folder.recoverAll();
        return folder;
    }

    private void recoverAll() {
        for (ModelSlot slot : slots()) {
            try {
                if (slot.hasTraces()) {
                    slot.recoverIfDead();
                }
            } catch (IOException e) {
                // Who only reads may lack the right to tidy up; a run that needs the name will say so.
            }
        }
    }

    /**
     * Refuses, before hours of work, a name under which {@link #stage} could not begin a model. Leaves nothing behind.
     *
     * @throws UserError that says what is in the way
     */
    public void requireStageable(String name) {
        requirePlainName(name);
        new ModelSlot(root, name).requireReplaceable();
        Path existing = root.toAbsolutePath().normalize();
        while (existing.getParent() != null && !FileTree.present(existing)) {
            existing = existing.getParent();
        }
        try {
            Files.delete(Files.createTempDirectory(existing, ".avocet"));
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.SYSTEM,
                    "No models can be saved in " + root + ": nothing can be written in " + existing
                            + ". Name another folder as " + Setting.MODELS_DIR + ".",
                    e);
        }
    }

    /**
     * Begins a model of this name. A name that another run holds is {@code BUSY}; a folder that cannot be made or
     * written is a {@link UserError} too.
     */
    public Staging stage(String name) {
        requirePlainName(name);
        ModelSlot slot = new ModelSlot(root, name);
        ProcessLock lock = null;
        boolean staged = false;
        try {
            Files.createDirectories(root);
            lock = acquire(slot);
            steps.accept(SwapStep.LOCKED);
            slot.recover();
            slot.requireReplaceable();
            Files.createDirectory(slot.partial());
            steps.accept(SwapStep.PARTIAL_MADE);
            Staging staging = new Staging(slot, lock, steps);
            staged = true;
            return staging;
        } catch (IOException e) {
            throw DiskTrouble.writing(root, 0, e);
        } finally {
            if (lock != null && !staged) {
                lock.close();
            }
        }
    }

    /** Another process may hold the lock for a moment only, while it tidies up. */
    private static ProcessLock acquire(ModelSlot slot) throws IOException {
        for (Duration waited = Duration.ZERO; ; waited = waited.plus(PAUSE)) {
            Optional<ProcessLock> lock = ProcessLock.tryAcquire(slot.lock());
            if (lock.isPresent()) {
                return lock.get();
            }
            if (waited.compareTo(WAIT_LIMIT) >= 0) {
                throw new UserError(
                        UserError.Kind.BUSY,
                        "Another run is training " + slot.model() + " (" + ProcessLock.holder(slot.lock())
                                + "). Wait until it has ended, or choose another name.");
            }
            pause();
        }
    }

    /**
     * The folder of a trained model.
     *
     * @param nameOrFolder a name in this folder, otherwise the path of a folder anywhere
     */
    public Path model(String nameOrFolder) {
        if (ModelSlot.isPlainName(nameOrFolder)) {
            Optional<Path> model = find(new ModelSlot(root, nameOrFolder));
            if (model.isPresent()) {
                return model.get();
            }
        }
        try {
            Path folder = Path.of(nameOrFolder);
            if (!nameOrFolder.isEmpty() && Files.isDirectory(folder)) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // No path, so no folder.
        }
        throw notFound(nameOrFolder);
    }

    private UserError notFound(String nameOrFolder) {
        List<String> names =
                models().stream().map(model -> model.getFileName().toString()).toList();
        return new UserError(
                UserError.Kind.NOT_FOUND,
                "There is no model " + Shown.text(nameOrFolder) + ": it is neither in " + root + " nor a folder. "
                        + (names.isEmpty()
                                ? "There are no models yet: fine-tune one first."
                                : "The models there: " + Shown.list(names) + "."));
    }

    /** The trained models, by name. */
    public List<Path> models() {
        return slots().stream()
                .map(ModelsFolder::find)
                .flatMap(Optional::stream)
                .filter(ModelSlot::isModel)
                .toList();
    }

    /** A sentence for each entry that has the file of a trained model and still is none that can be named. */
    public List<String> misfits() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.sorted()
                    .map(ModelSlot::misfit)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw DiskTrouble.reading(root, e);
        }
    }

    /** The model's folder. Between a run's two renames it waits an instant; if that run has died, it ends the swap. */
    private static Optional<Path> find(ModelSlot slot) {
        for (Duration waited = Duration.ZERO; waited.compareTo(WAIT_LIMIT) < 0; waited = waited.plus(PAUSE)) {
            if (Files.isDirectory(slot.model())) {
                return Optional.of(slot.model());
            }
            if (!FileTree.present(slot.old())) {
                break;
            }
            try {
                if (slot.recoverIfDead()) {
                    break;
                }
            } catch (IOException e) {
                break; // A reader that may not tidy up sees the folder as it is.
            }
            pause();
        }
        // Once more: a swap may have ended between the looks at the model and at its forerunner.
        return Optional.of(slot.model()).filter(Files::isDirectory);
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The slots that have a model, or traces of a run, by name. */
    private List<ModelSlot> slots() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(entry -> ModelSlot.of(root, entry))
                    .flatMap(Optional::stream)
                    .distinct()
                    .sorted(Comparator.comparing(ModelSlot::name))
                    .toList();
        } catch (IOException e) {
            throw DiskTrouble.reading(root, e);
        }
    }

    private static void requirePlainName(String name) {
        if (!ModelSlot.isPlainName(name)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    Setting.NAME + " is '" + Shown.text(name)
                            + "', which cannot name a model; allowed are up to 64 letters, digits, '.', '_' and"
                            + " '-', not beginning or ending with '.', not beginning with '-', and no name of a"
                            + " Windows device.");
        }
    }
}
