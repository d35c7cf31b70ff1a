package io.avocet.hub;

import io.avocet.run.RunCancelled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read piece by piece. A server that falls silent ends the reading with {@link
 * HttpTimeoutException}, which Java's own streams do not. Closing it gives up the rest.
 */
final class TimedBody implements BodySubscriber<TimedBody>, AutoCloseable {
    private final Duration timeout;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile @Nullable Subscription subscription;

    TimedBody(Duration timeout) {
        this.timeout = timeout;
    }

    /** The next bytes; an empty list is the end. */
    List<ByteBuffer> next() throws IOException {
        Signal signal;
        try {
            signal = signals.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunCancelled("Stopped while it was downloading.");
        }
        if (signal == null) {
            throw new HttpTimeoutException("no data for " + timeout.toMillis() + " ms");
        }
        if (signal.failure() != null) {
            throw new IOException(signal.failure().getMessage(), signal.failure());
        }
        if (!signal.bytes().isEmpty()) {
            request();
        }
        return signal.bytes();
    }

    /** The whole body, if it has no more than {@code limit} bytes. */
    byte[] readAll(int limit) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (List<ByteBuffer> bytes = next(); !bytes.isEmpty(); bytes = next()) {
            for (ByteBuffer piece : bytes) {
                if (piece.remaining() > limit - all.size()) {
                    throw new IOException("the answer has more than " + limit + " bytes");
                }
                byte[] copy = new byte[piece.remaining()];
                piece.get(copy);
                all.writeBytes(copy);
            }
        }
        return all.toByteArray();
    }

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
        request();
    }

    private void request() {
        Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        if (bytes.isEmpty()) {
            request();
        } else {
            signals.add(new Signal(bytes, null));
        }
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal(List.of(), failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(List.of(), null));
    }

    @Override
    public void close() {
        Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    /** Bytes, a failure, or neither: the end. */
    private record Signal(List<ByteBuffer> bytes, @Nullable Throwable failure) {}
}
