package io.avocet.lab.labelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.DataPreparation;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.data.ScoreFile;
import io.avocet.data.SplitMethod;
import io.avocet.labelling.QueryStrategy;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three labels, of which one is rare; the vector of an email points along the axis of its label. */
class SimulationTest {
    private static final LabelSet LABELS = new LabelSet(List.of("rejected", "digest", "neutral"));

    @TempDir
    Path folder;

    private List<LabelledEmail> pool = List.of();
    private PreparedData data = new PreparedData(
            LABELS,
            List.of(),
            List.of(),
            SplitMethod.GROUPED,
            io.avocet.data.NearDuplicates.groups(List.of()),
            List.of(),
            0,
            0);

    @BeforeEach
    void readEmails() throws IOException {
        Path file = Path.of(new ScoreRows()
                .add("rejected", 60)
                .add("digest", 20)
                .add("neutral", 5)
                .write(folder.resolve("emails.jsonl")));
        data = DataPreparation.prepare(List.of(ScoreFile.read(file, LABELS)), LABELS, SplitMethod.GROUPED, 1);
        pool = data.training();
    }

    @Test
    void descriptionsFindARareLabelWithTheFirstLabels() {
        List<Curve.Point> points =
                simulation(new LogisticLearner(SimulationTest::vectors)).curve(QueryStrategy.SUGGESTED, List.of(3, 12));
        assertThat(points).extracting(Curve.Point::labels).containsExactly(3, 12);
        assertThat(points).extracting(Curve.Point::labelsSeen).containsExactly(3, 3);
        assertThat(points).extracting(Curve.Point::macroF1).containsExactly(1.0, 1.0);
    }

    @Test
    void theWholePoolIsLabelledAtOnce() {
        assertThat(simulation(new LogisticLearner(SimulationTest::vectors)).whole())
                .containsExactly(new Curve.Point(pool.size(), 3, 1, 1));
    }

    @Test
    void eachModelLearnsFromWhatTheOneBeforeLearnedFromAndOthers() {
        List<List<LabelledEmail>> learned = new ArrayList<>();
        simulation(new Recording(learned)).curve(QueryStrategy.MARGINS, List.of(5, 10, 20));
        assertThat(learned).extracting(List::size).containsExactly(5, 10, 20);
        assertThat(learned.get(2))
                .startsWith(learned.get(1).toArray(LabelledEmail[]::new))
                .doesNotHaveDuplicates();
        assertThat(learned.get(1)).startsWith(learned.get(0).toArray(LabelledEmail[]::new));
    }

    private Simulation simulation(Learner learner) {
        return new Simulation(
                data,
                vectors(pool.stream().map(LabelledEmail::email).toList()),
                List.of(axis(0), axis(1), axis(2)),
                learner,
                1);
    }

    private static List<float[]> vectors(List<Email> emails) {
        return emails.stream()
                .map(email -> axis(LABELS.id(label(email)).orElseThrow()))
                .toList();
    }

    /** The first word of a subject. */
    private static String label(Email email) {
        return email.subject().substring(0, email.subject().indexOf(' '));
    }

    private static float[] axis(int component) {
        float[] vector = new float[LABELS.size()];
        vector[component] = 1;
        return vector;
    }

    /** Notes what it learns from and knows nothing. */
    private record Recording(List<List<LabelledEmail>> learned) implements Learner {
        @Override
        public List<double[]> predict(
                List<LabelledEmail> labelled, List<LabelledEmail> others, LabelSet labels, long seed) {
            learned.add(List.copyOf(labelled));
            return others.stream().map(other -> new double[labels.size()]).toList();
        }

        @Override
        public void close() {}
    }
}
