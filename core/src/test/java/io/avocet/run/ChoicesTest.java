package io.avocet.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChoicesTest {
    @Test
    void theChoicesHaveTheNamesOfTheOptions() {
        assertThat(DeviceChoice.values()).extracting(DeviceChoice::toString).containsExactly("auto", "cpu", "cuda");
        assertThat(PrecisionChoice.values())
                .extracting(PrecisionChoice::toString)
                .containsExactly("auto", "fp32", "bf16", "fp16");
        assertThat(Precision.values()).extracting(Precision::id).containsExactly("fp32", "bf16", "fp16");
    }
}
