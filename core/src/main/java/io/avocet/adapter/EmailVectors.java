package io.avocet.adapter;

import io.avocet.data.Email;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An encoder that is loaded when the first vector is asked for, and again after it was closed. */
public final class EmailVectors implements AutoCloseable {
    /** Emails between two looks at whether the run is cancelled: about a second. */
    private static final int GROUP = 256;

    private final Supplier<EmailEncoder> loader;
    private final RunListener listener;
    private @Nullable EmailEncoder encoder;

    public EmailVectors(Supplier<EmailEncoder> loader, RunListener listener) {
        this.loader = loader;
        this.listener = listener;
    }

    /** One vector for each email, in the order of the emails. */
    public List<float[]> of(List<Email> emails) {
        return loaded().vectors(emails);
    }

    /** One vector for each label with its description, in label order. */
    public List<float[]> of(LabelDescriptions descriptions) {
        return loaded().vectors(descriptions);
    }

    private EmailEncoder loaded() {
        if (encoder == null) {
            encoder = loader.get();
        }
        return encoder;
    }

    /**
     * The same for many emails.
     *
     * @throws RunCancelled if the listener cancels before every email has its vector
     */
    public List<float[]> ofMany(List<Email> emails) {
        List<float[]> vectors = new ArrayList<>(emails.size());
        while (vectors.size() < emails.size()) {
            if (listener.isCancelled()) {
                throw new RunCancelled(
                        "Stopped after the vectors of " + vectors.size() + " of " + emails.size() + " emails.");
            }
            int from = vectors.size();
            vectors.addAll(of(emails.subList(from, Math.min(emails.size(), from + GROUP))));
        }
        return vectors;
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
    }
}
