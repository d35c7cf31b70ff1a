package io.avocet.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.golden.Golden;
import io.avocet.testing.ChildProcess.Ended;
import io.avocet.testing.ChildProcesses;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a program notices of the library besides its results. */
@Tag("slow")
class GuestProgramTest {
    private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    /** A program that says nothing, and ends because its main method does. */
    static final class Guest {
        private Guest() {}

        public static void main(String[] arguments) {
            EmailClassifier left = EmailClassifier.open(Path.of(arguments[0])); // as of a program that forgets to close
            try (EmailClassifier classifier = EmailClassifier.open(Path.of(arguments[0]))) {
                List<Email> emails = List.of(new Email("Interview", "on Monday"));
                if (!classifier.classify(emails).equals(left.classify(emails))) {
                    throw new IllegalStateException("two classifiers of one model differ");
                }
            }
            if (!arguments[1].equals(System.getProperty(LIMIT))
                    || !arguments[2].equals(System.getProperty("org.bytedeco.javacpp.loadLibraries", "unset"))) {
                throw new IllegalStateException("properties: " + System.getProperties());
            }
        }
    }

    @Test
    void nothingIsWrittenToTheStandardStreamsAndTheProgramEnds() {
        Ended ended = run(List.of(), "0");
        assertThat(ended).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void whatTheProgramHasSetStays() {
        Ended ended = run(List.of("-D" + LIMIT + "=3000000000"), "3000000000");
        assertThat(ended).isEqualTo(new Ended(0, "", ""));
    }

    private Ended run(List<String> options, String limit) {
        return processes
                .start(ChildProcesses.javaCommand(
                        options, Guest.class, Golden.folder(Golden.BERT).toString(), limit, "unset"))
                .end();
    }
}
