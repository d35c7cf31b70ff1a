package io.avocet.http;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the API begin and end with: a server of their own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class WithServer {
    @TempDir
    Path home;

    TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = open();
    }

    /** To be overridden where the server needs more than its home. */
    TestServer open() throws IOException {
        return TestServer.in(home).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
