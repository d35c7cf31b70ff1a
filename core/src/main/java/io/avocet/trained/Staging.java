package io.avocet.trained;

import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import io.avocet.file.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A model on its way into the {@link ModelsFolder}: a hidden folder to fill, and the lock that keeps other runs from
 * the name. {@link #commit} puts it in place; closed without, it leaves no trace and the former model stays.
 */
public final class Staging implements AutoCloseable {
    private final ModelSlot slot;
    private final ProcessLock lock;
    private final Consumer<SwapStep> steps;
    private final boolean replacesExisting;
    private boolean committed;

    Staging(ModelSlot slot, ProcessLock lock, Consumer<SwapStep> steps) {
        this.slot = slot;
        this.lock = lock;
        this.steps = steps;
        this.replacesExisting = FileTree.present(slot.model());
    }

    /** Where the run writes the model; its last file is {@link ModelsFolder#MARKER}. */
    public Path folder() {
        return slot.partial();
    }

    /** Whether there was a model of this name when the staging began. */
    public boolean replacesExisting() {
        return replacesExisting;
    }

    /**
     * Puts the filled folder in the model's place. At any moment of it the old model or the new one is whole on
     * disk.
     */
    public void commit() {
        if (committed || !ModelSlot.isModel(slot.partial())) {
            throw new IllegalStateException(slot.partial() + " was committed before, or has no " + ModelsFolder.MARKER);
        }
        slot.requireReplaceable();
        try {
            FileTree.forceAll(slot.partial());
            steps.accept(SwapStep.PARTIAL_FORCED);
            swap();
            FileTree.force(slot.root());
        } catch (IOException e) {
            throw DiskTrouble.writing(slot.model(), 0, e);
        }
        deleteOld();
    }

    private void swap() throws IOException {
        if (FileTree.present(slot.model())) {
            FileTree.move(slot.model(), slot.old());
        }
        steps.accept(SwapStep.OLD_ASIDE);
        try {
            FileTree.move(slot.partial(), slot.model());
            committed = true;
        } finally {
            if (!committed && slot.isBetweenRenames()) {
                FileTree.move(slot.old(), slot.model());
            }
        }
        steps.accept(SwapStep.NEW_IN_PLACE);
    }

    private void deleteOld() {
        try {
            FileTree.delete(slot.old());
            steps.accept(SwapStep.OLD_DELETED);
        } catch (IOException e) {
            // The new model is in place; the next run deletes what is left of the old one.
        }
    }

    @Override
    public void close() {
        try (lock) {
            if (!committed) {
                FileTree.delete(slot.partial());
            }
        } catch (IOException e) {
            // The next run deletes what is left; the error that led here matters more.
        }
    }
}
