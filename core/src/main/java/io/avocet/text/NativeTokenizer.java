package io.avocet.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.djl.util.Utils;
import io.avocet.error.UserError;
import io.avocet.machine.NativeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;

/**
 * One tokenizer of Hugging Face's native library. Many threads may encode at once; closing waits for them. The
 * library's own wrapper is passed by: it calls home when a tokenizer is made, and fetches far more than the ids.
 */
final class NativeTokenizer implements AutoCloseable {
    /** A native encoding weighs about 100 bytes a token, so that not too many should live at once. */
    private static final int TEXTS_PER_CALL = 256;

    /** Splits into a piece that no vocabulary holds. */
    private static final String PROBE = "a \uE000 b";

    private static final TokenizersLibrary LIBRARY;

    static {
        NativeSettings.beforeTokenizers();
        LIBRARY = TokenizersLibrary.LIB;
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private long handle; // 0 once closed

    private NativeTokenizer(long handle) {
        this.handle = handle;
    }

    /**
     * Makes a tokenizer from the content of {@code tokenizer.json}; throws a {@link RuntimeException} of the library,
     * with the reason, if it cannot.
     */
    static NativeTokenizer of(String tokenizerJson) {
        requireLibrary();
        NativeTokenizer tokenizer = new NativeTokenizer(LIBRARY.createTokenizerFromString(tokenizerJson));
        try {
            // What is cut and padded is for the caller to say.
            LIBRARY.disableTruncation(tokenizer.handle);
            LIBRARY.disablePadding(tokenizer.handle);
            // A tokenizer that fails on an unknown piece must fail here: in a batch it would end the process.
            tokenizer.encode(PROBE, Integer.MAX_VALUE);
            return tokenizer;
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    static Path folder() {
        return Utils.getEngineCacheDir("tokenizers");
    }

    private static void requireLibrary() {
        try {
            LibUtils.checkStatus();
        } catch (EngineException e) {
            throw new UserError(
                    UserError.Kind.SYSTEM,
                    "The native tokenizer library does not load (" + reason(e) + "). It is unpacked to ~/.djl.ai: set "
                            + "the environment variable DJL_CACHE_DIR to a folder that may be written to "
                            + "and executed from.",
                    e);
        }
    }

    private static String reason(EngineException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    int[] encode(String text, int maxTokens) {
        return using(tokenizer -> ids(LIBRARY.encode(tokenizer, text, true), maxTokens));
    }

    TokenSequence encodePair(String first, String second, int maxTokens) {
        return using(tokenizer -> sequence(LIBRARY.encodeDual(tokenizer, first, second, true), maxTokens));
    }

    /** Encodes on all cores. */
    List<int[]> encodeAll(List<String> texts, int maxTokens) {
        List<int[]> all = new ArrayList<>(texts.size());
        for (int start = 0; start < texts.size(); start += TEXTS_PER_CALL) {
            List<String> some = texts.subList(start, Math.min(texts.size(), start + TEXTS_PER_CALL));
            all.addAll(using(tokenizer -> encodeSome(tokenizer, some.toArray(String[]::new), maxTokens)));
        }
        return all;
    }

    private static List<int[]> encodeSome(long tokenizer, String[] texts, int maxTokens) {
        long[] encodings = LIBRARY.batchEncode(tokenizer, texts, true);
        List<int[]> all = new ArrayList<>(encodings.length);
        int next = 0;
        try {
            while (next < encodings.length) {
                all.add(ids(encodings[next++], maxTokens));
            }
            return all;
        } finally {
            Arrays.stream(encodings, next, encodings.length).forEach(LIBRARY::deleteEncoding);
        }
    }

    /** Takes the ids out of an encoding, which it frees. */
    private static int[] ids(long encoding, int maxTokens) {
        try {
            long[] ids = LIBRARY.getTokenIds(encoding);
            return ids.length <= maxTokens ? ints(ids) : cut(ids, LIBRARY.getSequenceIds(encoding), maxTokens);
        } finally {
            LIBRARY.deleteEncoding(encoding);
        }
    }

    /** Takes the ids and their types out of an encoding, which it frees. */
    private static TokenSequence sequence(long encoding, int maxTokens) {
        try {
            long[] ids = LIBRARY.getTokenIds(encoding);
            long[] types = LIBRARY.getTypeIds(encoding);
            if (Arrays.stream(types).allMatch(type -> type == 0)) {
                types = new long[0];
            }
            if (ids.length <= maxTokens) {
                return new TokenSequence(ints(ids), ints(types));
            }
            long[] sequences = LIBRARY.getSequenceIds(encoding);
            return new TokenSequence(
                    cut(ids, sequences, maxTokens), types.length == 0 ? ints(types) : cut(types, sequences, maxTokens));
        } finally {
            LIBRARY.deleteEncoding(encoding);
        }
    }

    private static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    /**
     * Drops the last tokens of the first text until {@code maxTokens} are left.
     *
     * @param values the id of each token, or its type
     * @param sequences for each token 0 (from the first text), 1 (from the second) or -1 (added around them)
     */
    private static int[] cut(long[] values, long[] sequences, int maxTokens) {
        int excess = values.length - maxTokens;
        int end = values.length;
        while (end > 0 && sequences[end - 1] != 0) {
            end--;
        }
        int ofFirst = (int) Arrays.stream(sequences).filter(s -> s == 0).count();
        if (excess > ofFirst) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "At most " + maxTokens + " tokens are allowed, but " + (values.length - ofFirst)
                            + " are needed next to the text that may be cut. Allow more tokens, or shorten the label "
                            + "or its description.");
        }
        long[] kept = Arrays.copyOf(values, maxTokens);
        System.arraycopy(values, end, kept, end - excess, values.length - end);
        return ints(kept);
    }

    private <T> T using(LongFunction<T> call) {
        lock.readLock().lock();
        try {
            if (handle == 0) {
                throw new IllegalStateException("This tokenizer is closed");
            }
            return call.apply(handle);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (handle != 0) {
                LIBRARY.deleteTokenizer(handle);
                handle = 0;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
