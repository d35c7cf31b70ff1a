package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrecompiledCharsmapTest {
    private static final int LEAF = 1 << 8;

    /** Marks an offset that is given in units of 256. */
    private static final int LARGE_OFFSET = 1 << 9;

    @Test
    void aMapThatStaysInsideItselfPasses() {
        assertThatCode(() -> PrecompiledCharsmap.check(map(trieOfA(0), "b\0"))).doesNotThrowAnyException();
        assertThatCode(() -> PrecompiledCharsmap.check(ByteString.EMPTY)).doesNotThrowAnyException();
    }

    @Test
    void aMapThatReplacesNothingPasses() {
        assertThatCode(() -> PrecompiledCharsmap.check(map(new int[256], ""))).doesNotThrowAnyException();
    }

    @Test
    void aLargeOffsetCountsInUnitsOf256() {
        int[] trie = trieOfA(0);
        trie['a'] = 'a' | LEAF | LARGE_OFFSET | 1 << 10;
        assertThatCode(() -> PrecompiledCharsmap.check(map(trie, "b\0"))).doesNotThrowAnyException();
        trie['a' ^ 256] = 2 | 1 << 31;
        assertRefused(map(trie, "b\0"));
    }

    @Test
    void theReplacementOfALongerTextIsCheckedToo() {
        assertThatCode(() -> PrecompiledCharsmap.check(map(trieOfAB(0), "b\0"))).doesNotThrowAnyException();
        assertRefused(map(trieOfAB(2), "b\0"));
    }

    @Test
    void aMapThatIsNothingButItsLengthSaysWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecompiledCharsmap.check(ByteString.copyFrom(new byte[] {4, 0, 0, 0})))
                .withMessage("the character map is broken: its trie should have 4 bytes, 0 are there");
    }

    @Test
    void replacementsThatAreNotUtf8AreRefused() {
        assertRefused(map(trieOfA(0), "").concat(ByteString.copyFrom(new byte[] {(byte) 0xFF, 0})));
    }

    @Test
    void aLengthThatDoesNotFitIsRefused() {
        for (int length : new int[] {0, 3, 6, 1 << 30, -4}) {
            ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            assertRefused(ByteString.copyFrom(bytes.putInt(0, length)));
        }
        assertRefused(ByteString.copyFrom(new byte[] {1, 0}));
    }

    @Test
    void aTrieThatLeadsOutOfItselfIsRefused() {
        assertRefused(map(Arrays.copyOf(trieOfA(0), 64), "b\0"));
        int[] trie = trieOfA(0);
        trie['a'] = 'a' | LEAF | 1000 << 10;
        assertRefused(map(trie, "b\0"));
    }

    @Test
    void aReplacementMustBeginInsideTheTextAtACharacter() {
        assertRefused(map(trieOfA(2), "b\0"));
        assertRefused(map(trieOfA(1), "é\0"));
    }

    /** A trie that maps "a" to the replacement at {@code start}: the root's base is 0, the leaf lies behind it. */
    private static int[] trieOfA(int start) {
        int[] trie = new int[512];
        trie['a'] = 'a' | LEAF | 256 << 10;
        trie['a' ^ 256] = start | 1 << 31;
        return trie;
    }

    /** A trie that maps "ab" to the replacement at {@code start}, and "a" to none. */
    private static int[] trieOfAB(int start) {
        int[] trie = new int[1024];
        int ab = 'a' ^ 256 ^ 'b';
        trie['a'] = 'a' | 256 << 10;
        trie[ab] = 'b' | LEAF | 512 << 10;
        trie[ab ^ 512] = start | 1 << 31;
        return trie;
    }

    private static ByteString map(int[] trie, String replacements) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + trie.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(trie.length * 4).asIntBuffer().put(trie);
        return ByteString.copyFrom(bytes.array()).concat(ByteString.copyFromUtf8(replacements));
    }

    private static void assertRefused(ByteString charsmap) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecompiledCharsmap.check(charsmap))
                .withMessageContaining("the character map is broken");
    }
}
