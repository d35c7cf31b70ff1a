package io.avocet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import io.avocet.data.SkippingSource;
import io.avocet.data.SourcedEmail;
import io.avocet.golden.Golden;
import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassifyEmailsTest {
    private static final int BATCH_SIZE = 2;

    /** Emails that may be read before the first of them is answered. */
    private static final int GROUP = 16 * BATCH_SIZE;

    @Test
    void aLongSourceIsReadInGroupsEachAnsweredBeforeTheNext() throws IOException {
        Counting source = new Counting(3 * GROUP + 1);
        List<Integer> unanswered = new ArrayList<>();
        List<String> subjects = new ArrayList<>();

        long classified = new ClassifyEmails()
                .run(
                        request(),
                        source,
                        (email, prediction) -> {
                            unanswered.add(source.read - subjects.size());
                            subjects.add(email.subject());
                        },
                        () -> false);

        assertThat(classified).isEqualTo(source.count);
        assertThat(unanswered).allMatch(count -> count <= GROUP);
        assertThat(subjects).hasSize(source.count).first().isEqualTo("0");
        assertThat(subjects).last().isEqualTo(String.valueOf(source.count - 1));
        assertThat(subjects).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    }

    @Test
    void cancellingStopsBeforeTheNextGroup() throws IOException {
        Counting source = new Counting(3 * GROUP);
        long classified = new ClassifyEmails().run(request(), source, (email, prediction) -> {}, () -> source.read > 0);

        assertThat(classified).isEqualTo(GROUP);
        assertThat(source.read).isEqualTo(GROUP);
    }

    private static ClassifyRequest request() {
        return new ClassifyRequest(
                Golden.folder(Golden.DEBERTA).toString(),
                Path.of("no-models-here"),
                BATCH_SIZE,
                PrecisionChoice.FP32,
                DeviceChoice.CPU,
                1);
    }

    /** Emails whose subjects count from 0. */
    private static final class Counting extends SkippingSource {
        private final int count;
        private int read;

        Counting(int count) {
            this.count = count;
        }

        @Override
        public Optional<SourcedEmail> next() {
            return read == count
                    ? Optional.empty()
                    : Optional.of(new SourcedEmail(Path.of("counting"), read, new Email(String.valueOf(read++), "")));
        }

        @Override
        public void close() {}
    }
}
