package io.avocet.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigJsonTest {
    @TempDir
    Path folder;

    @Test
    void aWordIsReadAndAnAbsentOneHasItsDefault() throws IOException {
        ConfigJson config = config("{\"problem_type\": \"single\", \"none\": null}");
        assertThat(config.word("problem_type", "otherwise")).isEqualTo("single");
        assertThat(config.word("none", "otherwise")).isEqualTo("otherwise");
        assertThat(config.word("absent", "otherwise")).isEqualTo("otherwise");
    }

    @Test
    void wordsComeAsAListOrWithBars() throws IOException {
        ConfigJson config = config("{\"list\": [\"p2c\", \"c2p\"], \"bars\": \"P2C | c2p\"}");
        assertThat(config.words("list", "")).containsExactly("p2c", "c2p");
        assertThat(config.words("bars", "")).containsExactly("p2c", "c2p");
        assertThat(config.words("absent", "c2c")).containsExactly("c2c");
    }

    @Test
    void anEmptyObjectOrListIsAsGoodAsNone() throws IOException {
        ConfigJson config = config("{\"empty\": {}, \"none\": [], \"word\": \"\", \"full\": [1]}");
        config.requireAbsentOrEmpty("absent");
        config.requireAbsentOrEmpty("empty");
        config.requireAbsentOrEmpty("none");
        assertRefused(
                () -> config.requireAbsentOrEmpty("word"), "word is \"\"; allowed is nothing (leave the key out)");
        assertRefused(() -> config.requireAbsentOrEmpty("full"), "full is [1]; allowed is nothing (leave the key out)");
    }

    @Test
    void aCheckpointHasTenThousandLabelsAtMost() throws IOException {
        assertThat(config("{\"num_labels\": 10000}").labels())
                .hasSize(10_000)
                .last()
                .isEqualTo("LABEL_9999");
        assertThat(config("{\"num_labels\": 0}").labels()).isEmpty();
        assertThat(config(named(10_000)).labels()).hasSize(10_000);
        assertRefused(() -> config("{\"num_labels\": -1}").labels(), "num_labels is -1; allowed is 0 to 10000");
        assertRefused(() -> config("{\"num_labels\": 10001}").labels(), "num_labels is 10001; allowed is 0 to 10000");
        assertThatThrownBy(() -> config(named(10_001)).labels())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("allowed is an object of at most 10000 labels");
    }

    @Test
    void aFileAsLargeAsTheLimitIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("some.json"), "{\"a\": 1}");
        assertThat(StrictJson.readObject(file, 8).get("a").intValue()).isEqualTo(1);
        assertThatThrownBy(() -> StrictJson.readObject(file, 7))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it has 8 bytes; allowed are 7");
    }

    private void assertRefused(ThrowingCallable reading, String reason) {
        assertThatThrownBy(reading)
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("config.json") + ": " + reason + ". Choose another checkpoint.");
    }

    private ConfigJson config(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
        return ConfigJson.read(folder);
    }

    private static String named(int labels) {
        return IntStream.range(0, labels)
                .mapToObj(id -> "\"" + id + "\": \"l" + id + "\"")
                .collect(Collectors.joining(",", "{\"id2label\": {", "}}"));
    }
}
