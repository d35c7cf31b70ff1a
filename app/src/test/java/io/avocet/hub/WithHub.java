package io.avocet.hub;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of downloads begin and end with: a Hub of their own, and an empty cache. */
abstract class WithHub {
    /** The weights at the Hub. */
    static final byte[] BYTES = HubFixture.bytes(200_000);

    @TempDir
    Path temp;

    HubFixture fixture;
    FakeHub hub;

    @BeforeEach
    void start() {
        fixture = new HubFixture(temp);
        hub = fixture.hub;
    }

    @AfterEach
    void stop() {
        fixture.close();
    }
}
