package io.avocet.data;

import java.util.function.Consumer;

/** An email source's account of what it passed over. */
public abstract class SkippingSource implements EmailSource {
    private long skipped;
    private Consumer<BadRow> listener = row -> {};

    @Override
    public final long skipped() {
        return skipped;
    }

    @Override
    public final void onBadRow(Consumer<BadRow> newListener) {
        listener = newListener;
    }

    protected final void skip(BadRow row) {
        skipped++;
        listener.accept(row);
    }
}
