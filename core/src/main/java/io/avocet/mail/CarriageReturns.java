package io.avocet.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose lines end with CR, with LF in its place. */
final class CarriageReturns extends FilterInputStream {
    CarriageReturns(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int unit = super.read();
        return unit == '\r' ? '\n' : unit;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        for (int i = offset; i < offset + count; i++) {
            bytes[i] = bytes[i] == '\r' ? (byte) '\n' : bytes[i];
        }
        return count;
    }
}
