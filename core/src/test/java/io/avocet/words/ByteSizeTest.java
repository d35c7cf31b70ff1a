package io.avocet.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"0,0 bytes", "999,999 bytes", "1000,1.0 kB", "283400000,283 MB", "99960000,100 MB", "999600000,1.0 GB"})
    void bytesAreSaidInTheUnitThatFits(long bytes, String words) {
        assertThat(ByteSize.inWords(bytes)).isEqualTo(words);
    }
}
