package io.avocet.hub;

import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Receives the bytes of one file into {@code blobs/{etag}.incomplete}, goes on where an earlier download was cut, and moves
 * them into place once their hash is right.
 */
final class BlobDownload {
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final HubClient client;
    private final Retries retries;
    private final DownloadListener listener;
    private final RemoteFile file;
    private final String commit;
    private final Path blob;
    private final Path incomplete;

    BlobDownload(
            HubClient client,
            Retries retries,
            DownloadListener listener,
            CachedRepository repository,
            String commit,
            RemoteFile file) {
        this.client = client;
        this.retries = retries;
        this.listener = listener;
        this.file = file;
        this.commit = commit;
        this.blob = repository.blob(file.etag());
        this.incomplete = repository.incomplete(file.etag());
    }

    /** Whether the blob is there; one with other bytes was damaged by something else. */
    boolean isDone() throws IOException {
        return Checksum.isRight(blob, file);
    }

    /** Bytes that are still to come. */
    long bytesLeft() throws IOException {
        return isDone() ? 0 : Math.max(0, file.size() - received());
    }

    /**
     * Receives, checks, moves into place. The caller holds the blob's lock.
     *
     * @param progress called with how many bytes of this file there are
     */
    void run(LongConsumer progress) throws IOException {
        Files.createDirectories(blob.getParent());
        if (!isRight(progress)) {
            listener.note(file.name() + " arrived damaged and was discarded; it is downloaded once more.");
            Files.delete(incomplete);
            if (!isRight(progress)) {
                String found = Checksum.like(file.etag(), incomplete);
                Files.delete(incomplete);
                throw client.trouble().damaged(file, found);
            }
        }
        FileTree.move(incomplete, blob);
    }

    private boolean isRight(LongConsumer progress) throws IOException {
        retries.run(this::received, () -> {
            receive(progress);
            return true;
        });
        return Checksum.like(file.etag(), incomplete).equals(file.etag());
    }

    private long received() {
        try {
            return Files.isRegularFile(incomplete) ? Files.size(incomplete) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** One attempt: all that is missing, in one answer. */
    private void receive(LongConsumer progress) throws IOException {
        long from = received();
        if (from > file.size()) {
            Files.delete(incomplete);
            from = 0;
        }
        if (from == file.size() && Files.exists(incomplete)) {
            return;
        }
        HttpResponse<TimedBody> response = open(from);
        try (TimedBody body = response.body()) {
            write(body, isFrom(from, response) ? from : 0, progress);
        }
        if (received() < file.size()) {
            throw new EOFException("the connection ended after " + received() + " of " + file.size() + " bytes");
        }
    }

    private HttpResponse<TimedBody> open(long from) throws IOException {
        try {
            return client.open(commit, file.name(), from);
        } catch (HttpFailure e) {
            if (e.status() == RANGE_NOT_SATISFIABLE) {
                Files.deleteIfExists(incomplete);
            }
            throw e;
        }
    }

    /** Whether the answer goes on where the last one ended; otherwise it holds the whole file. */
    private boolean isFrom(long from, HttpResponse<?> response) throws IOException {
        if (response.statusCode() != PARTIAL_CONTENT) {
            return false;
        }
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (!range.startsWith("bytes " + from + "-")) {
            Files.deleteIfExists(incomplete);
            throw new IOException("another range than bytes " + from + "- was sent");
        }
        return true;
    }

    private void write(TimedBody body, long from, LongConsumer progress) throws IOException {
        long position = from;
        try (FileChannel channel = FileChannel.open(incomplete, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .truncate(from)) {
            for (List<ByteBuffer> bytes = body.next(); !bytes.isEmpty(); bytes = body.next()) {
                Retries.requireWanted(listener);
                for (ByteBuffer piece : bytes) {
                    if (piece.remaining() > file.size() - position) {
                        throw new IOException("more bytes were sent than the " + file.size() + " of the file");
                    }
                    position += write(channel, position, piece);
                }
                progress.accept(position);
            }
            channel.force(true);
        }
    }

    /** A disk that fails is not the network's fault: no other attempt is made. */
    private int write(FileChannel channel, long position, ByteBuffer piece) {
        int written = 0;
        try {
            while (piece.hasRemaining()) {
                written += channel.write(piece, position + written);
            }
        } catch (IOException e) {
            throw DiskTrouble.writing(incomplete, file.size() - position, e);
        }
        return written;
    }
}
