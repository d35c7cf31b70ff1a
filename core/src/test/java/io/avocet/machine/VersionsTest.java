package io.avocet.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void theVersionsAreThoseOfThisBuildAndThisJava() {
        Versions versions = Versions.current();
        assertThat(versions.avocet()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
        assertThat(versions.commit()).matches("[0-9a-f]{7,40}|unknown");
        assertThat(versions.java()).isEqualTo(Runtime.version().toString());
        assertThat(versions.libtorch()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }
}
