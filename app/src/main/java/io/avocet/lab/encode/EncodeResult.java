package io.avocet.lab.encode;

/**
 * The result of an encoding.
 *
 * @param longest tokens of the longest row, as written
 * @param tokens of all rows, as written
 * @param cut rows that had more than {@code maxTokens}
 * @param duplicates rows that were collapsed into another with the same content
 */
public record EncodeResult(int rows, int longest, long tokens, int cut, int maxTokens, int duplicates) {
    public double meanTokens() {
        return rows == 0 ? 0 : (double) tokens / rows;
    }
}
