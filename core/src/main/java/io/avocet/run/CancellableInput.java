package io.avocet.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** An input that is read until its end or until the run is cancelled, which {@link RunCancelled} then reports. */
final class CancellableInput extends FilterInputStream {
    private final BooleanSupplier cancelled;

    CancellableInput(InputStream in, BooleanSupplier cancelled) {
        super(in);
        this.cancelled = cancelled;
    }

    @Override
    public int read() throws IOException {
        goOn();
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        goOn();
        return super.read(target, offset, length);
    }

    private void goOn() {
        if (cancelled.getAsBoolean()) {
            throw new RunCancelled("Stopped while the input was read. Nothing was saved.");
        }
    }
}
