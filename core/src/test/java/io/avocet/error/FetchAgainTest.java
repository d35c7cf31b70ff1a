package io.avocet.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchAgainTest {
    @Test
    void aFileOfTheCacheIsFetchedAgainByItsModel() {
        assertThat(FetchAgain.advice(Path.of("/hub/models--org--name--x/snapshots/abc/model.safetensors")))
                .isEqualTo("Fetch it again: 'avocet models remove org/name--x', then 'avocet models pull org/name--x'");
    }

    @Test
    void aFileOfATrainedModelIsTrainedAgain(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("training_info.json"), "{}");
        assertThat(FetchAgain.advice(folder.resolve("config.json"))).isEqualTo("Train this model again");
    }

    @Test
    void anyOtherFileIsFetchedFromWhereItCame() {
        assertThat(FetchAgain.advice(Path.of("/checkpoints/mine/config.json"))).isEqualTo("Fetch the file again");
    }
}
