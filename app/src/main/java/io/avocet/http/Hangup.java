package io.avocet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Hears at once when the client of a long answer closes its connection. Jetty does not read from a connection while it
 * answers, so without this only a write that fails would tell, a heartbeat or two later, and clients that reconnect in a storm
 * would fill the server with streams without a reader.
 *
 * <p>The answer must say {@code Connection: close}: what the client sends after its request is not read as another.
 */
final class Hangup implements Callback {
    private final EndPoint connection;
    private final Runnable action;
    private final ByteBuffer read = BufferUtil.allocate(64);

    private Hangup(EndPoint connection, Runnable action) {
        this.connection = connection;
        this.action = action;
    }

    /** @param action quick; runs once, on a thread of the server */
    static void watch(HttpServletRequest request, Runnable action) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        connection.tryFillInterested(new Hangup(connection, action));
    }

    /** There is something to read: the end, as a rule. */
    @Override
    public void succeeded() {
        if (isOpen()) {
            connection.tryFillInterested(this);
        } else {
            action.run();
        }
    }

    private boolean isOpen() {
        try {
            BufferUtil.clear(read);
            return connection.fill(read) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void failed(Throwable cause) {
        action.run();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
