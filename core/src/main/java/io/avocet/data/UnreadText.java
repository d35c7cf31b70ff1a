package io.avocet.data;

/**
 * Half an email under another key than the one that is read.
 *
 * @param missing {@code subject} or {@code body}, which the row does not have
 * @param key the key that the row has instead
 */
record UnreadText(String missing, String key) {
    String describe() {
        return "no '" + missing + "' but '" + key + "', which is not read: rename that key to '" + missing + "'";
    }
}
