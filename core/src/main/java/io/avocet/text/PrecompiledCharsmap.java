package io.avocet.text;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * The character map of a SentencePiece model: four bytes of length, a double-array trie (as Darts-clone lays it out)
 * from UTF-8 prefixes to offsets, then the replacements, each ended by a zero byte. The native tokenizer follows the
 * trie without looking where it leads, and a wrong turn there ends the whole process: so the map is walked here first.
 */
final class PrecompiledCharsmap {
    private final int[] trie;
    private final byte[] replacements;

    private PrecompiledCharsmap(int[] trie, byte[] replacements) {
        this.trie = trie;
        this.replacements = replacements;
    }

    /** Throws {@link IllegalArgumentException}, with the reason, where the map leads out of itself. */
    static void check(ByteString charsmap) {
        if (charsmap.isEmpty()) {
            return;
        }
        ByteBuffer bytes = charsmap.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.remaining() >= 4, "it is shorter than its own length field");
        int trieBytes = bytes.getInt();
        require(
                trieBytes > 0 && trieBytes % 4 == 0 && trieBytes <= bytes.remaining(),
                "its trie should have " + Integer.toUnsignedString(trieBytes) + " bytes, " + bytes.remaining()
                        + " are there");
        int[] trie = new int[trieBytes / 4];
        bytes.asIntBuffer().get(trie);
        bytes.position(bytes.position() + trieBytes);
        byte[] replacements = new byte[bytes.remaining()];
        bytes.get(replacements);
        requireUtf8(replacements);
        new PrecompiledCharsmap(trie, replacements).walk();
    }

    /** Visits each node that some text can reach. */
    private void walk() {
        BitSet seen = new BitSet(trie.length);
        Deque<Integer> bases = new ArrayDeque<>();
        bases.push(offset(trie[0]));
        while (!bases.isEmpty()) {
            int base = bases.pop();
            for (int label = 1; label < 256; label++) {
                int node = base ^ label;
                require(node >= 0 && node < trie.length, "its trie points outside itself");
                if (label(trie[node]) != label || seen.get(node)) {
                    continue;
                }
                seen.set(node);
                int next = node ^ offset(trie[node]);
                if (hasLeaf(trie[node])) {
                    require(next >= 0 && next < trie.length, "its trie points outside itself");
                    requireReplacement(value(trie[next]));
                }
                bases.push(next);
            }
        }
    }

    private void requireReplacement(int start) {
        require(start < replacements.length, "its trie points past the last replacement");
        boolean insideACharacter = (replacements[start] & 0xC0) == 0x80;
        require(!insideACharacter, "a replacement begins inside a character");
    }

    private static void requireUtf8(byte[] replacements) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(replacements));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the character map is broken: its replacements are not UTF-8", e);
        }
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException("the character map is broken: " + reason);
        }
    }

    // The parts of one unit of the array: https://github.com/s-yata/darts-clone, DoubleArrayUnit.

    private static int label(int unit) {
        return unit & 0x800000FF;
    }

    private static boolean hasLeaf(int unit) {
        return (unit >>> 8 & 1) == 1;
    }

    private static int value(int unit) {
        return unit & 0x7FFFFFFF;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }
}
