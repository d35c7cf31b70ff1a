package io.avocet.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Writes a safetensors file, tensor by tensor. The bytes go to a {@code .part} file next to it; {@link #close}
 * moves it into place if every tensor was written whole, and deletes it otherwise.
 */
public final class SafetensorsWriter implements AutoCloseable {
    private static final int HEADER_ALIGNMENT = 8;

    private final Path file;
    private final Path part;
    private final List<TensorSpec> tensors;
    private final FileChannel channel;
    private int current;
    private long writtenOfCurrent;
    private long bytesToGo;
    private boolean closed;

    private SafetensorsWriter(Path file, List<TensorSpec> tensors, FileChannel channel, long bytesToGo) {
        this.file = file;
        this.part = FileTree.partOf(file);
        this.tensors = tensors;
        this.channel = channel;
        this.bytesToGo = bytesToGo;
    }

    /** Begins a file of weights, which will hold these tensors in this order. */
    public static SafetensorsWriter create(Path file, List<TensorSpec> tensors) {
        return create(file, Map.of("format", "pt"), tensors);
    }

    /**
     * Begins a file that will hold these tensors in this order.
     *
     * @param metadata strings that belong to no tensor, written in the map's order
     */
    public static SafetensorsWriter create(Path file, Map<String, String> metadata, List<TensorSpec> tensors) {
        ByteBuffer header = header(metadata, tensors);
        long dataBytes = tensors.stream().mapToLong(TensorSpec::byteLength).reduce(0, Math::addExact);
        Path part = FileTree.partOf(file);
        FileChannel channel;
        try {
            Files.deleteIfExists(part);
            channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw DiskTrouble.writing(file, header.remaining() + dataBytes, e);
        }
        SafetensorsWriter writer =
                new SafetensorsWriter(file, List.copyOf(tensors), channel, header.remaining() + dataBytes);
        writer.write(header);
        writer.skipFinished();
        return writer;
    }

    private static ByteBuffer header(Map<String, String> metadata, List<TensorSpec> tensors) {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        metadata.forEach(root.putObject(SafetensorsHeader.METADATA)::put);
        long offset = 0;
        for (TensorSpec tensor : tensors) {
            if (root.has(tensor.name())) {
                throw new IllegalArgumentException("Tensor " + tensor.name() + " is named twice");
            }
            ObjectNode row = root.putObject(tensor.name()).put("dtype", tensor.dtype());
            tensor.shape().forEach(row.putArray("shape")::add);
            row.putArray("data_offsets").add(offset).add(offset + tensor.byteLength());
            offset += tensor.byteLength();
        }
        byte[] json;
        try {
            json = StrictJson.MAPPER.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can always be written", e);
        }
        int padded = (json.length + HEADER_ALIGNMENT - 1) / HEADER_ALIGNMENT * HEADER_ALIGNMENT;
        String padding = " ".repeat(padded - json.length);
        return ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json)
                .put(padding.getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    /**
     * Writes the next bytes of a tensor: raw little-endian numbers, in any number of calls.
     *
     * @param name the tensor whose turn it is
     */
    public void append(String name, ByteBuffer bytes) {
        if (closed || current == tensors.size()) {
            throw new IllegalStateException("No tensor is due in " + file + "; got " + name);
        }
        TensorSpec due = tensors.get(current);
        if (!due.name().equals(name)) {
            throw new IllegalArgumentException("Tensor " + due.name() + " is due in " + file + "; got " + name);
        }
        if (bytes.remaining() > due.byteLength() - writtenOfCurrent) {
            throw new IllegalArgumentException(name + " has " + due.byteLength() + " bytes; got " + bytes.remaining()
                    + " after " + writtenOfCurrent);
        }
        writtenOfCurrent += bytes.remaining();
        write(bytes);
        skipFinished();
    }

    private void skipFinished() {
        while (current < tensors.size()
                && writtenOfCurrent == tensors.get(current).byteLength()) {
            current++;
            writtenOfCurrent = 0;
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                bytesToGo -= channel.write(bytes);
            }
        } catch (IOException e) {
            throw abandon(e);
        }
    }

    /** Leaves nothing of the file. The free space is asked for before its bytes are given back. */
    private UserError abandon(IOException cause) {
        UserError trouble = DiskTrouble.writing(file, bytesToGo, cause);
        closed = true;
        try (channel) {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            trouble.addSuppressed(e);
        }
        return trouble;
    }

    /** Moves the whole file into place. After a failure, or with tensors missing, nothing is left of it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean whole = current == tensors.size();
        try (channel) {
            if (whole) {
                channel.force(true);
                FileTree.move(part, file);
            } else {
                Files.delete(part);
            }
        } catch (IOException e) {
            throw abandon(e);
        }
        if (!whole) {
            throw new IllegalStateException(
                    file + " was closed when " + tensors.get(current).name() + " was due");
        }
    }
}
