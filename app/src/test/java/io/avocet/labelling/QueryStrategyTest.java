package io.avocet.labelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueryStrategyTest {
    private static final int LABELS = 3;
    private static final int COMPONENTS = 40;
    private static final long SEED = 7;

    private final Random random = new Random(1);

    @Test
    void withoutAModelEveryDescriptionGetsItsEmailsHoweverRareTheyAre() {
        List<float[]> vectors = new ArrayList<>();
        add(vectors, 0, 100);
        add(vectors, 1, 20);
        add(vectors, 2, 2);
        List<Integer> chosen =
                QueryStrategy.SUGGESTED.choose(pool(vectors, unlabelled(122), descriptions(), null), 6, SEED);
        assertThat(chosen).hasSize(6);
        assertThat(chosen.stream().filter(email -> email < 100)).hasSize(2);
        assertThat(chosen).contains(120, 121);
    }

    @Test
    void theLabelWithTheFewestEmailsIsLookedForFirst() {
        List<float[]> vectors = new ArrayList<>();
        for (int label = 0; label < LABELS; label++) {
            add(vectors, label, 10);
        }
        int[] labels = unlabelled(30);
        labels[0] = 0;
        labels[1] = 0;
        labels[20] = 2;
        List<Integer> chosen = QueryStrategy.DESCRIPTIONS.choose(pool(vectors, labels, descriptions(), null), 3, SEED);
        assertThat(chosen.get(0)).isBetween(10, 19);
        assertThat(chosen.subList(1, 3)).anyMatch(email -> email >= 20);
    }

    /** No email has the third label, and those that fit its description turn out to have the first. */
    @Test
    void aLabelThatNoEmailHasIsNotLookedForForEver() {
        List<float[]> vectors = new ArrayList<>();
        for (int label = 0; label < LABELS; label++) {
            add(vectors, label, 40);
        }
        int[] labels = unlabelled(120);
        Arrays.fill(labels, 80, 100, 0);
        labels[0] = 0;
        labels[40] = 1;
        List<Integer> chosen = QueryStrategy.DESCRIPTIONS.choose(pool(vectors, labels, descriptions(), null), 8, SEED);
        assertThat(chosen).allMatch(email -> email >= 40 && email < 80);
    }

    @Test
    void theEmailsWithTheSmallestMarginsComeFirst() {
        List<float[]> vectors = axes(20);
        List<double[]> probabilities = IntStream.range(0, 20)
                .mapToObj(email -> new double[] {0.5 + email / 100.0, 0.5 - email / 100.0, 0})
                .toList();
        assertThat(QueryStrategy.MARGINS.choose(pool(vectors, unlabelled(20), null, probabilities), 3, SEED))
                .containsExactly(0, 1, 2);
    }

    @Test
    void twinsAreNotAskedTwice() {
        List<float[]> vectors = axes(20);
        vectors.set(1, vectors.get(0)); // of a chosen email
        vectors.set(3, vectors.get(19)); // of a labelled email
        int[] labels = unlabelled(20);
        labels[19] = 0;
        List<double[]> probabilities = IntStream.range(0, 20)
                .mapToObj(email -> new double[] {0.5 + email / 100.0, 0.5 - email / 100.0, 0})
                .toList();
        assertThat(QueryStrategy.MARGINS.choose(pool(vectors, labels, null, probabilities), 3, SEED))
                .containsExactly(0, 2, 4);
    }

    @Test
    void whereAllAreTwinsTheyAreAskedNevertheless() {
        List<float[]> vectors = IntStream.range(0, 9).mapToObj(email -> axis(0)).toList();
        for (QueryStrategy strategy : QueryStrategy.values()) {
            assertThat(strategy.choose(pool(vectors, unlabelled(9), descriptions(), even(9)), 9, SEED))
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    /** What fits a description is among the first 200 emails, what is unsure among the next 200, and chance hits the many others. */
    @Test
    void oneEmailInFiveIsDrawnAtRandom() {
        List<float[]> vectors = new ArrayList<>();
        List<double[]> probabilities = new ArrayList<>();
        float[] other = axis(LABELS + 1);
        for (int email = 0; email < 40_000; email++) {
            vectors.add(email < 200 ? near(email % LABELS) : email < 400 ? near(LABELS) : other);
            probabilities.add(email >= 200 && email < 400 ? new double[] {0.5, 0.5, 0} : new double[] {1, 0, 0});
        }
        List<Integer> chosen = QueryStrategy.SUGGESTED.choose(
                pool(vectors, unlabelled(40_000), descriptions(), probabilities), 50, SEED);
        assertThat(chosen.stream().filter(email -> email < 200)).hasSize(20);
        assertThat(chosen.stream().filter(email -> email >= 200 && email < 400)).hasSize(20);
        assertThat(chosen.stream().filter(email -> email >= 400)).hasSize(10);
    }

    @Test
    void withoutDescriptionsEachClusterGetsItsTypicalEmail() {
        List<float[]> vectors = new ArrayList<>();
        for (int cluster = 0; cluster < 5; cluster++) {
            add(vectors, cluster, 12);
        }
        List<Integer> chosen = QueryStrategy.SUGGESTED.choose(pool(vectors, unlabelled(60), null, null), 5, SEED);
        assertThat(chosen.stream().map(email -> email / 12)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void aClusterWithALabelIsNotChosenAgain() {
        List<float[]> vectors = new ArrayList<>();
        for (int cluster = 0; cluster < 5; cluster++) {
            add(vectors, cluster, 12);
        }
        int[] labels = unlabelled(60);
        labels[0] = 0;
        labels[12] = 1;
        List<Integer> chosen = QueryStrategy.CLUSTERS.choose(pool(vectors, labels, null, null), 3, SEED);
        assertThat(chosen.stream().map(email -> email / 12)).containsExactlyInAnyOrder(2, 3, 4);
    }

    @ParameterizedTest
    @EnumSource(QueryStrategy.class)
    void theSamePoolAndSeedGiveTheSameEmails(QueryStrategy strategy) {
        EmailPool pool = mixed(300);
        List<Integer> first = strategy.choose(pool, 20, SEED);
        List<Integer> second = strategy.choose(pool, 20, SEED);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anotherSeedDrawsOthers() {
        EmailPool pool = mixed(300);
        assertThat(QueryStrategy.RANDOM.choose(pool, 20, SEED))
                .isNotEqualTo(QueryStrategy.RANDOM.choose(pool, 20, SEED + 1));
    }

    @ParameterizedTest
    @EnumSource(QueryStrategy.class)
    void noEmailIsChosenTwiceOrThoughItHasALabel(QueryStrategy strategy) {
        List<Integer> chosen = strategy.choose(mixed(300), 150, SEED);
        assertThat(chosen).hasSize(150).doesNotHaveDuplicates().allMatch(email -> email % 3 != 0);
    }

    @ParameterizedTest
    @EnumSource(QueryStrategy.class)
    void ofFewerEmailsThanAskedForAllAreChosen(QueryStrategy strategy) {
        assertThat(strategy.choose(mixed(9), 20, SEED)).containsExactlyInAnyOrder(1, 2, 4, 5, 7, 8);
    }

    @ParameterizedTest
    @EnumSource(QueryStrategy.class)
    void ofNoEmailsNoneIsChosen(QueryStrategy strategy) {
        assertThat(strategy.choose(pool(List.of(), new int[0], descriptions(), List.of()), 20, SEED))
                .isEmpty();
        assertThat(strategy.choose(pool(List.of(axis(0)), new int[] {1}, descriptions(), even(1)), 20, SEED))
                .isEmpty();
        assertThat(strategy.choose(mixed(9), 0, SEED)).isEmpty();
    }

    @Test
    void aPoolWhoseNumbersDoNotFitIsRefused() {
        assertThatThrownBy(() -> pool(axes(3), unlabelled(2), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 3 labels of emails, got 2");
        assertThatThrownBy(() -> pool(axes(3), new int[] {0, 3, -1}, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A label is not one of the 3 labels");
    }

    /** Every third email has a label. */
    private EmailPool mixed(int size) {
        List<float[]> vectors = new ArrayList<>();
        int[] labels = unlabelled(size);
        List<double[]> probabilities = new ArrayList<>();
        for (int email = 0; email < size; email++) {
            vectors.add(near(email % 7));
            labels[email] = email % 3 == 0 ? email % 2 : EmailPool.UNLABELLED;
            double first = random.nextDouble();
            probabilities.add(new double[] {first, 1 - first, 0});
        }
        return pool(vectors, labels, descriptions(), probabilities);
    }

    private static EmailPool pool(
            List<float[]> vectors,
            int[] labels,
            @Nullable List<float[]> descriptions,
            @Nullable List<double[]> probabilities) {
        return new EmailPool(vectors, labels, LABELS, descriptions, probabilities);
    }

    private static int[] unlabelled(int size) {
        int[] labels = new int[size];
        Arrays.fill(labels, EmailPool.UNLABELLED);
        return labels;
    }

    private static List<double[]> even(int size) {
        return IntStream.range(0, size)
                .mapToObj(email -> new double[] {0.4, 0.3, 0.3})
                .toList();
    }

    /** Each along an axis of its own. */
    private static List<float[]> descriptions() {
        return IntStream.range(0, LABELS).mapToObj(QueryStrategyTest::axis).toList();
    }

    private static List<float[]> axes(int size) {
        return new ArrayList<>(
                IntStream.range(0, size).mapToObj(QueryStrategyTest::axis).toList());
    }

    private static float[] axis(int component) {
        float[] vector = new float[COMPONENTS];
        vector[component] = 1;
        return vector;
    }

    private void add(List<float[]> vectors, int axis, int count) {
        for (int i = 0; i < count; i++) {
            vectors.add(near(axis));
        }
    }

    /** Closer to an axis than to any other, and no twin of another near it. */
    private float[] near(int axis) {
        float[] vector = new float[COMPONENTS];
        double squares = 0;
        for (int i = 0; i < COMPONENTS; i++) {
            vector[i] = (float) (random.nextGaussian() * 0.15 + (i == axis ? 1 : 0));
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < COMPONENTS; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
