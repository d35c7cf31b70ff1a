package io.avocet.data;

import io.avocet.error.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens the files that a user names, and says plainly why one cannot be read. */
public final class InputFiles {
    private static final int MAX_TEXT_BYTES = 1_000_000;

    private InputFiles() {}

    /**
     * Opens {@code path} for reading. The size is never asked, so a pipe does as well as a file.
     *
     * @param whenMissing the whole message of the error for a file that is not there
     * @throws UserError if the file is missing, is a folder, or cannot be opened
     */
    public static InputStream open(Path path, String whenMissing) {
        if (Files.isDirectory(path)) {
            throw new UserError(UserError.Kind.BAD_INPUT, path + " is a folder; name a file.");
        }
        try {
            return new SequentialInput(Files.newInputStream(path));
        } catch (NoSuchFileException e) {
            throw new UserError(UserError.Kind.NOT_FOUND, whenMissing, e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Reads a small text file.
     *
     * @param whenMissing as above
     * @throws UserError as above, and if the file is not UTF-8 text or is no small file
     */
    public static String text(Path path, String whenMissing) {
        try (InputStream in = open(path, whenMissing)) {
            byte[] bytes = in.readNBytes(MAX_TEXT_BYTES + 1);
            if (bytes.length > MAX_TEXT_BYTES) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        path + " has more than " + MAX_TEXT_BYTES + " bytes; name a text file.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserError(UserError.Kind.BAD_INPUT, path + " is not UTF-8 text; name a text file.", e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * The start of a stream as ISO 8859-1, a character for each byte. The stream itself stays at its start.
     *
     * @param bytes at most
     */
    public static String peek(BufferedInputStream in, int bytes) throws IOException {
        in.mark(bytes);
        String start = new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
        in.reset();
        return start;
    }

    /** Reads on and on and asks for no position, which a pipe does not have: the JDK's own stream fails there. */
    private static final class SequentialInput extends InputStream {
        private final InputStream in;

        SequentialInput(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** The error for a file that could be named but not read. */
    public static UserError unreadable(Path path, IOException cause) {
        if (cause instanceof EndlessLineException endless) {
            return new UserError(
                    UserError.Kind.BAD_INPUT, path + ": " + endless.getMessage() + ". Name a text file.", cause);
        }
        String reason = cause instanceof AccessDeniedException ? "permission denied" : cause.getMessage();
        return new UserError(UserError.Kind.SYSTEM, path + " cannot be read: " + reason + ".", cause);
    }
}
