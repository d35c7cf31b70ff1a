package io.avocet.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads a file that is small by its nature, wherever its path leads: to a device or a pipe, too, or to a file without end. */
public final class SmallFile {
    private SmallFile() {}

    /** Why a file is not read, in words that follow its name and a colon. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * The whole content.
     *
     * @param file may be a link to a regular file
     * @throws NoSuchFileException if it is missing
     * @throws Refused if it is not a regular file, or has more bytes than the limit
     */
    public static byte[] read(Path file, int limitBytes) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new Refused("it is not a regular file");
        }
        if (attributes.size() > limitBytes) {
            throw new Refused("it has " + attributes.size() + " bytes; allowed are " + limitBytes);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limitBytes);
            if (in.read() >= 0) { // it grows, or the system gives it no size
                throw new Refused("it has more than " + limitBytes + " bytes, which are allowed");
            }
            return bytes;
        }
    }
}
