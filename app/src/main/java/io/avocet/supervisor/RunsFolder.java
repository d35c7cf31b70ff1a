package io.avocet.supervisor;

import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.OwnersFile;
import io.avocet.file.ProcessLock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder with a folder for each run. One server at a time has it. */
final class RunsFolder implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("[0-9a-z-]{1,80}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What the record of a run takes on a disk. */
    private static final long LEAST_BYTES = 4096;

    private final Path root;
    private final ProcessLock lock;
    private final List<String> problems = new ArrayList<>();

    private RunsFolder(Path root, ProcessLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /** @throws UserError if the folder cannot be made or read, or another server has it */
    static RunsFolder open(Path root) {
        Path lockFile = root.resolve(".lock");
        try {
            Files.createDirectories(root);
            Optional<ProcessLock> lock = ProcessLock.tryAcquire(lockFile);
            if (lock.isEmpty()) {
                throw new UserError(
                        UserError.Kind.BUSY,
                        "Another Avocet server (" + ProcessLock.holder(lockFile) + ") keeps its runs in " + root
                                + ". Use that one, or stop it first.");
            }
            return new RunsFolder(root, lock.get());
        } catch (IOException e) {
            throw DiskTrouble.writing(root, 0, e);
        }
    }

    /**
     * The runs of earlier servers; what is damaged or no run is passed over.
     *
     * @param grace with a child that an earlier server left
     */
    List<SupervisedRun> runs(Duration grace) {
        List<SupervisedRun> runs = new ArrayList<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path folder : entries.filter(RunsFolder::canBeRun).toList()) {
                try {
                    runs.add(SupervisedRun.find(folder, grace));
                } catch (IOException | RuntimeException e) {
                    problems.add("Left out the run " + folder + ": its record or its log is damaged. Nothing of it is"
                            + " removed; delete the folder if you do not need it.");
                }
            }
        } catch (IOException e) {
            throw DiskTrouble.reading(root, e);
        }
        return runs;
    }

    /** What was passed over, and why. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private static boolean canBeRun(Path folder) {
        return ID.matcher(folder.getFileName().toString()).matches()
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /** Begins a run in a folder named after time, kind and model. */
    SupervisedRun begin(RunRequest request) {
        Instant now = Instant.now();
        String name = TIME.format(now) + "-" + request.name();
        try {
            Files.createDirectories(root); // the user may have removed it with all old runs
            return begin(newFolder(name), request, now);
        } catch (IOException e) {
            throw DiskTrouble.writing(root, LEAST_BYTES, e);
        }
    }

    /** Leaves no folder that is none of a run. */
    private static SupervisedRun begin(Path folder, RunRequest request, Instant now) throws IOException {
        try {
            return SupervisedRun.begin(folder, request, now);
        } catch (IOException e) {
            Files.deleteIfExists(folder);
            throw e;
        }
    }

    private Path newFolder(String name) throws IOException {
        for (int number = 1; ; number++) {
            try {
                return OwnersFile.createFolder(root.resolve(number == 1 ? name : name + "-" + number));
            } catch (FileAlreadyExistsException e) {
                // a run of the same second
            }
        }
    }

    /** Removes what is left of an old run, its record last: until then it is one. */
    static void remove(SupervisedRun run) {
        try (Stream<Path> entries = Files.list(run.folder())) {
            List<Path> files = new ArrayList<>(entries.toList());
            files.sort((a, b) -> Boolean.compare(a.endsWith(RunRecord.FILE), b.endsWith(RunRecord.FILE)));
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(run.folder());
        } catch (IOException e) {
            // Then it stays until the next time.
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
