package io.avocet.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private static final String PROPERTY = "avocet.command";

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void aCommandBeginsWithTheNameByWhichAvocetWasCalled() {
        assertThat(Launcher.command("models pull minilm")).isEqualTo("avocet models pull minilm");

        System.setProperty(PROPERTY, "./avocet");
        assertThat(Launcher.command("models pull minilm")).isEqualTo("./avocet models pull minilm");
    }
}
