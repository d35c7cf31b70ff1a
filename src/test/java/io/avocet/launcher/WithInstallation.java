package io.avocet.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every test of the launcher begins and ends with: an installation of its own, and none of its processes left. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class WithInstallation {
    @TempDir
    Path folder;

    Installation avocet;

    @BeforeEach
    void install() throws IOException {
        avocet = new Installation(folder);
    }

    @AfterEach
    void stopAll() {
        avocet.close();
    }
}
