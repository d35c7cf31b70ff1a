package io.avocet.launcher;

import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What every test of the launcher begins and ends with: an installation of its own, and processes that end with the test. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class WithInstallation {
    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path folder;

    Installation avocet;

    @BeforeEach
    void install() throws IOException {
        avocet = new Installation(folder, processes);
    }
}
