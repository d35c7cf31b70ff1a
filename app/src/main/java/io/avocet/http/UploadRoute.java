package io.avocet.http;

import io.avocet.error.UserError;
import io.avocet.store.Uploads;
import io.avocet.store.Uploads.Upload;
import io.avocet.words.ByteSize;
import io.avocet.words.Launcher;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;

/** {@code POST /api/mail/upload}: a file of mail, which an import then reads. */
final class UploadRoute {
    static final long MOST_BYTES = 2L << 30;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    /** Each holds a thread that other requests need. */
    private static final int MOST_AT_ONCE = 2;

    private final Uploads uploads;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    UploadRoute(Uploads uploads) {
        this.uploads = uploads;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/mail/upload", this::upload);
    }

    private void upload(Context ctx) {
        JsonBody.requireType(ctx, "application/octet-stream", "The body must be the file itself");
        String name = Query.parse(ctx.queryString(), List.of("name"))
                .value("name")
                .orElseThrow(() -> new UserError(
                        UserError.Kind.BAD_INPUT, "The parameter name is missing. Give the name of the file."));
        if (ctx.req().getContentLengthLong() > MOST_BYTES) {
            refuseUnread(ctx);
            return;
        }
        if (!places.tryAcquire()) {
            throw new UserError(
                    UserError.Kind.BUSY,
                    MOST_AT_ONCE + " files are being uploaded already. Wait until one has arrived.");
        }
        try (InputStream body = new Body(ctx.req().getInputStream())) {
            Upload upload = uploads.receive(name, body);
            Wire.answer(ctx, new LabelWire.Upload(upload.id(), upload.bytes()));
        } catch (IOException e) {
            throw cut();
        } finally {
            places.release();
        }
    }

    /** Answers at once: who is sending may stop, and who asks first (Expect: 100-continue) sends nothing. */
    private static void refuseUnread(Context ctx) {
        HttpResponseException refusal = tooLarge();
        ctx.status(refusal.getStatus()).contentType("application/json").header("Connection", "close");
        try {
            OutputStream out =
                    ctx.res().getOutputStream(); // Javalin's own keeps what is flushed until the route has ended
            out.write(Wire.json(new Wire.Failure(String.valueOf(refusal.getMessage())))
                    .getBytes(StandardCharsets.UTF_8));
            ctx.res().flushBuffer();
            if (ctx.header("Expect") == null) {
                JsonBody.drain(ctx.req().getInputStream());
            }
        } catch (IOException e) {
            throw cut();
        }
    }

    private static HttpResponseException tooLarge() {
        return new HttpResponseException(
                TOO_LARGE,
                "The file is larger than " + ByteSize.inWords(MOST_BYTES) + ". Use '" + Launcher.command("import FILE")
                        + "' for it, or upload it in parts.");
    }

    private static HttpResponseException cut() {
        return new HttpResponseException(BAD_REQUEST, "The file did not arrive whole. Send it again.");
    }

    /** The body of a request, as far as it may go. What goes wrong with it is the client's, and never taken for a full disk. */
    private static final class Body extends InputStream {
        private final InputStream in;
        private long read;

        Body(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                int count = in.read(target, offset, length);
                read += Math.max(0, count);
                if (read > MOST_BYTES) {
                    throw tooLarge();
                }
                return count;
            } catch (IOException e) {
                throw cut();
            }
        }
    }
}
