package io.avocet.cli;

import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that an option names for writing: what must not be written over, or cannot be written, is refused before the work. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Refuses a folder, a link, a pipe, a device, a file that is read, and a folder that cannot be written to.
     *
     * @param inputs what the command reads; one that is not there is passed over
     */
    static void require(String option, Path file, List<Path> inputs) {
        if (Files.isDirectory(file)) {
            throw bad(option, file, "is a folder. Name a file in it.");
        }
        if (Files.isSymbolicLink(file) || (Files.exists(file) && !Files.isRegularFile(file))) {
            throw bad(option, file, "is not a regular file. Name another.");
        }
        if (inputs.stream().anyMatch(input -> isSameFile(file, input))) {
            throw bad(option, file, "is one of the files that are read. Name another file.");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw bad(option, file, "cannot be written: " + folder + " is not a writable folder.");
        }
    }

    /** The same for a file of the program's own, whose folder is made if it is missing. */
    static void requireInFolder(String option, Path file, List<Path> inputs) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw DiskTrouble.writing(file, 0, e);
        }
        require(option, file, inputs);
    }

    private static boolean isSameFile(Path file, Path input) {
        try {
            return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
        } catch (IOException e) {
            throw new UserError(UserError.Kind.SYSTEM, "Cannot compare " + file + " with " + input + ": " + e, e);
        }
    }

    private static UserError bad(String option, Path file, String what) {
        return new UserError(UserError.Kind.BAD_INPUT, option + " " + file + " " + what);
    }
}
