package io.avocet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.data.SkippingSource;
import io.avocet.data.SourcedEmail;
import io.avocet.golden.Golden;
import io.avocet.run.Compute;
import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassifyEmailsTest {
    private static final int BATCH_SIZE = 2;

    /** Emails that may be read before the first of them is answered. */
    private static final int GROUP = 16 * BATCH_SIZE;

    @Test
    void aLongSourceIsReadInGroupsOneAheadAndAnsweredInOrder() throws IOException {
        Counting source = new Counting(6 * GROUP + 1);
        List<Integer> unanswered = new ArrayList<>();
        List<String> subjects = new ArrayList<>();

        long classified = new ClassifyEmails()
                .run(
                        request(),
                        source,
                        (email, prediction) -> {
                            unanswered.add(source.read.get() - subjects.size());
                            subjects.add(email.subject());
                        },
                        () -> false);

        assertThat(classified).isEqualTo(source.count);
        assertThat(unanswered).allMatch(count -> count <= 2 * GROUP);
        assertThat(subjects)
                .isEqualTo(IntStream.range(0, source.count)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void cancellingStopsBeforeTheNextGroup() throws IOException {
        Counting source = new Counting(6 * GROUP);
        AtomicInteger answered = new AtomicInteger();

        long classified = new ClassifyEmails()
                .run(request(), source, (email, prediction) -> answered.incrementAndGet(), () -> answered.get() > 0);

        assertThat(classified).isEqualTo(GROUP);
        assertThat(answered).hasValue(GROUP);
        assertThat(source.read).hasValueLessThanOrEqualTo(3 * GROUP);
    }

    @Test
    void aSourceThatFailsIsToldAfterTheGroupsBeforeItAreAnswered() {
        Counting source = new Counting(2 * GROUP) {
            @Override
            public Optional<SourcedEmail> next() throws IOException {
                if (read.get() == GROUP + 1) {
                    throw new IOException("the disk is gone");
                }
                return super.next();
            }
        };
        AtomicInteger answered = new AtomicInteger();

        assertThatThrownBy(() -> new ClassifyEmails()
                        .run(request(), source, (email, prediction) -> answered.incrementAndGet(), () -> false))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        assertThat(answered).hasValue(GROUP);
    }

    @Test
    void anOutputThatFailsEndsTheReadingToo() {
        Counting source = new Counting(Integer.MAX_VALUE);

        assertThatThrownBy(() -> new ClassifyEmails()
                        .run(
                                request(),
                                source,
                                (email, prediction) -> {
                                    throw new IllegalStateException("full");
                                },
                                () -> false))
                .hasMessage("full");
        assertThat(source.read).hasValueLessThanOrEqualTo(3 * GROUP);
    }

    @Test
    void aSourceThatNeverAnswersDoesNotHinderCancelling() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Counting source = new Counting(GROUP) {
            @Override
            public Optional<SourcedEmail> next() throws IOException {
                if (read.get() == GROUP) {
                    awaitUninterruptibly(never);
                }
                return super.next();
            }
        };
        AtomicInteger answered = new AtomicInteger();

        long classified = new ClassifyEmails()
                .run(request(), source, (email, prediction) -> answered.incrementAndGet(), () -> answered.get() > 0);

        assertThat(classified).isEqualTo(GROUP);
        never.countDown();
    }

    @Test
    void passesSideBySideGiveWhatOneAfterTheOtherGives() throws IOException {
        assertThat(probabilities(2)).isEqualTo(probabilities(1));
    }

    private static List<List<Double>> probabilities(int threads) throws IOException {
        List<List<Double>> all = new ArrayList<>();
        new ClassifyEmails()
                .run(
                        request(threads),
                        new Counting(3 * GROUP),
                        (email, prediction) -> all.add(DoubleStream.of(prediction.probabilities())
                                .boxed()
                                .toList()),
                        () -> false);
        return all;
    }

    /** As a read from a keyboard waits. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // goes on waiting
            }
        }
    }

    private static ClassifyRequest request() {
        return request(1);
    }

    private static ClassifyRequest request(int threads) {
        return new ClassifyRequest(
                Golden.folder(Golden.DEBERTA).toString(),
                Path.of("no-models-here"),
                BATCH_SIZE,
                new Compute(PrecisionChoice.FP32, DeviceChoice.CPU, threads));
    }

    /** Emails whose subjects count from 0. */
    private static class Counting extends SkippingSource {
        private final int count;
        final AtomicInteger read = new AtomicInteger();

        Counting(int count) {
            this.count = count;
        }

        @Override
        public Optional<SourcedEmail> next() throws IOException {
            if (read.get() == count) {
                return Optional.empty();
            }
            int number = read.getAndIncrement();
            return Optional.of(new SourcedEmail(
                    Path.of("counting"), number, new Email(String.valueOf(number), "x ".repeat(number % 40))));
        }

        @Override
        public void close() {}
    }
}
