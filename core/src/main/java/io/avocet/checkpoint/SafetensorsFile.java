package io.avocet.checkpoint;

import io.avocet.file.DiskTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One safetensors file, its header checked, its tensors on disk until they are read. Threads may read at the same time. */
public final class SafetensorsFile implements AutoCloseable {
    /** Bounds the copy that the JDK makes when the target is on the heap. */
    private static final int CHUNK_BYTES = 1 << 23;

    private final Path file;
    private final FileChannel channel;
    private final SafetensorsHeader.Contents contents;

    private SafetensorsFile(Path file, FileChannel channel, SafetensorsHeader.Contents contents) {
        this.file = file;
        this.channel = channel;
        this.contents = contents;
    }

    /** Opens a file; one that is damaged or cannot be read is a {@link io.avocet.error.UserError}. */
    public static SafetensorsFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new SafetensorsFile(file, channel, SafetensorsHeader.read(file, channel));
            } catch (Throwable e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
    }

    /** The strings of the header that belong to no tensor. */
    public Map<String, String> metadata() {
        return Map.copyOf(contents.metadata());
    }

    /** The tensors in the order of their bytes. */
    public List<TensorEntry> tensors() {
        return contents.tensors();
    }

    /**
     * Fills the target's remaining space with a tensor's raw little-endian bytes.
     *
     * @param position the first byte wanted, counted from the tensor's first
     */
    public void read(TensorEntry entry, long position, ByteBuffer target) {
        Objects.checkFromIndexSize(position, target.remaining(), entry.byteLength());
        if (!channel.isOpen()) {
            throw new IllegalStateException(file + " is not open");
        }
        long next = entry.offset() + position;
        try {
            while (target.hasRemaining()) {
                ByteBuffer chunk = target.slice(target.position(), Math.min(target.remaining(), CHUNK_BYTES));
                int count = channel.read(chunk, next);
                if (count < 0) {
                    throw StrictJson.damaged(file, "it became shorter while it was read");
                }
                target.position(target.position() + count);
                next += count;
            }
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
    }
}
