package io.avocet.hub;

import io.avocet.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * What a download needs of the machine, so that a test can stand in for it.
 *
 * @param nanoTime a clock
 * @param freeBytes of the disk on which a folder is or would be
 * @param seed of the jitter in pauses
 */
record HubMachine(
        Retries.Pause pause, LongSupplier nanoTime, ToLongFunction<Path> freeBytes, Linking linking, long seed) {
    /** Those of this process; its pauses differ from those of others. */
    static HubMachine real() {
        return new HubMachine(
                HubMachine::sleep,
                System::nanoTime,
                folder -> FileTree.freeBytes(folder).orElse(Long.MAX_VALUE),
                Files::createSymbolicLink,
                ProcessHandle.current().pid() ^ System.nanoTime());
    }

    private static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    /** Makes a symbolic link, or fails where the system has none. */
    interface Linking {
        Path link(Path link, Path target) throws IOException;
    }
}
