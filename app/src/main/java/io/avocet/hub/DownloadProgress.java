package io.avocet.hub;

import io.avocet.words.ByteSize;
import java.util.OptionalDouble;

/**
 * How far a download is.
 *
 * @param id of the model
 * @param file that is being received
 * @param bytesDone of all files, with what earlier downloads left
 * @param bytesTotal of all files
 * @param bytesPerSecond since the download began; 0 while nothing was received
 */
public record DownloadProgress(String id, String file, long bytesDone, long bytesTotal, double bytesPerSecond) {
    /** How long the rest takes at this rate. */
    public OptionalDouble secondsLeft() {
        return bytesPerSecond > 0
                ? OptionalDouble.of((bytesTotal - bytesDone) / bytesPerSecond)
                : OptionalDouble.empty();
    }

    /** {@code "120 MB of 283 MB, 11 MB/s"}. */
    public String inWords() {
        return ByteSize.inWords(bytesDone) + " of " + ByteSize.inWords(bytesTotal) + ", "
                + ByteSize.inWords(Math.round(bytesPerSecond)) + "/s";
    }
}
