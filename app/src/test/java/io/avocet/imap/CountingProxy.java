package io.avocet.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a server on this machine: counts what the server says, and cuts the connection when told. */
public final class CountingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final AtomicLong fromServer = new AtomicLong();
    private volatile long cutAfter = Long.MAX_VALUE;

    public CountingProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Bytes that the server has said so far. */
    public long bytes() {
        return fromServer.get();
    }

    /** Cuts the connection when the server has said so many bytes in all. */
    public void cutAfter(long bytes) {
        cutAfter = bytes;
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            start(() -> pump(client, server, new AtomicLong(), false));
            start(() -> pump(server, client, fromServer, true));
        }
    }

    private void pump(Socket from, Socket to, AtomicLong counted, boolean cuts) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (cuts && counted.addAndGet(read) > cutAfter) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /** What reads and writes until it fails. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
