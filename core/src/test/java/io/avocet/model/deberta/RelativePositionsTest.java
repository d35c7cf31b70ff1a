package io.avocet.model.deberta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of the reference formula, {@code make_log_bucket_position}, evaluated in float32. */
class RelativePositionsTest {
    private static final int MAX_POSITIONS = 512;

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "100, 100",
        "127, 127",
        "128, 128",
        "129, 129",
        "130, 130",
        "150, 143",
        "200, 169",
        "256, 192",
        "300, 207",
        "400, 233",
        "500, 254",
        "510, 255",
        "511, 255"
    })
    void bucketsOfTheFullSizeEqualTheReference(int difference, int bucket) {
        assertBucket(difference, 256, bucket);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "1, 1", "7, 7", "8, 8", "9, 9", "12, 9", "16, 10", "20, 10", "32, 11", "50, 12", "64, 12", "100, 13",
        "150, 13", "200, 14", "256, 14", "300, 15", "400, 15", "511, 15"
    })
    void sixteenBucketsEqualTheReference(int difference, int bucket) {
        assertBucket(difference, 16, bucket);
    }

    /** Sums over all differences, so that no single bucket can be off. */
    @ParameterizedTest
    @CsvSource({"256, 54914426, 34972790", "16, 3809604, 196250"})
    void everyBucketEqualsTheReference(int buckets, long weightedSum, long sumOfSquares) {
        long weighted = 0;
        long squares = 0;
        for (int difference = -511; difference <= 511; difference++) {
            int bucket = RelativePositions.bucket(difference, buckets, MAX_POSITIONS);
            weighted += (difference + 512L) * bucket;
            squares += (long) bucket * bucket;
        }
        assertThat(weighted).isEqualTo(weightedSum);
        assertThat(squares).isEqualTo(sumOfSquares);
    }

    @Test
    void bucketsNeverFallAsTheDifferenceGrows() {
        for (int difference = -511; difference < 511; difference++) {
            assertThat(RelativePositions.bucket(difference + 1, 16, MAX_POSITIONS))
                    .isGreaterThanOrEqualTo(RelativePositions.bucket(difference, 16, MAX_POSITIONS));
        }
    }

    private static void assertBucket(int difference, int buckets, int bucket) {
        assertThat(RelativePositions.bucket(difference, buckets, MAX_POSITIONS)).isEqualTo(bucket);
        assertThat(RelativePositions.bucket(-difference, buckets, MAX_POSITIONS))
                .isEqualTo(-bucket);
    }
}
