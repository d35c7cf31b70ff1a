package io.avocet.export;

import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder on its way: filled next to its place under a hidden name, and moved there by {@link #commit}. */
final class ExportFolder implements AutoCloseable {
    private static final String HIDDEN = ".avocet-export-";

    private final Path output;
    private final Path part;

    private ExportFolder(Path output, Path part) {
        this.output = output;
        this.part = part;
    }

    /**
     * Begins a folder.
     *
     * @throws UserError if something is in its place, or it cannot be made there
     */
    static ExportFolder begin(Path folder) {
        Path output = folder.toAbsolutePath().normalize();
        requireAbsent(output);
        Path parent = output.getParent();
        if (parent == null) {
            throw new UserError(UserError.Kind.BAD_INPUT, output + " is not a folder's place. Name another.");
        }
        String name = HIDDEN + ProcessHandle.current().pid() + "-" + output.getFileName() + ".part";
        Path part = parent.resolve(name);
        try {
            Files.createDirectories(parent);
            FileTree.deleteAbandoned(parent, HIDDEN + "*.part");
            FileTree.delete(part);
            Files.createDirectory(part);
            return new ExportFolder(output, part);
        } catch (IOException e) {
            throw DiskTrouble.writing(part, 0, e);
        }
    }

    private static void requireAbsent(Path output) {
        if (FileTree.present(output)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    output + " is there already, and nothing is written over. Name another folder, or remove it.");
        }
    }

    /** Where the files are written. */
    Path folder() {
        return part;
    }

    /** Puts the folder in its place. */
    void commit() {
        requireAbsent(output);
        try {
            FileTree.forceAll(part);
            FileTree.move(part, output);
        } catch (IOException e) {
            throw DiskTrouble.writing(output, 0, e);
        }
    }

    @Override
    public void close() {
        try {
            FileTree.delete(part);
        } catch (IOException e) {
            // a later export clears it away
        }
    }
}
