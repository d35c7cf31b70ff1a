package io.avocet.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.TokenCut;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adapters ask of a checkpoint, and how much of an email they read. */
class AdapterLoadTest {
    private static final Hardware CPU = new Hardware(ComputeDevice.CPU, Precision.FP32);
    private static final String NLI = Golden.DEBERTA_NLI;

    @TempDir
    Path folder;

    @Test
    void theEntailmentClassIsFoundInAnyCase() throws IOException {
        GoldenCopy copy = GoldenCopy.of(NLI, folder.resolve("model"))
                .config(config -> config.putObject("id2label")
                        .put("0", "neutral")
                        .put("1", "ENTAILS")
                        .put("2", "contradiction"));
        try (ClassifierAdapter adapter = zeroShot(copy.folder())) {
            adapter.load();
            assertThat(adapter.classify(List.of(new Email("a", "b")))).hasSize(1);
        }
    }

    @Test
    void aModelWithoutAnEntailmentClassIsRefused() throws IOException {
        GoldenCopy copy = GoldenCopy.of(NLI, folder.resolve("model"))
                .config(config -> config.putObject("id2label")
                        .put("0", "no")
                        .put("1", "not_entailment")
                        .put("2", "maybe"));
        assertThatThrownBy(() -> zeroShot(copy.folder()).load())
                .isInstanceOf(UserError.class)
                .hasMessage(copy.folder().resolve("config.json")
                        + ": id2label is [no, not_entailment, maybe]. A zero-shot model needs exactly one class whose"
                        + " name begins with 'entail'. Choose a model of natural language inference.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multi_label_classification", "regression"})
    void aHeadThatIsNoChoiceOfOneLabelIsRefusedByName(String problemType) throws IOException {
        GoldenCopy copy = GoldenCopy.of(Golden.DEBERTA, folder.resolve("model"))
                .config(config -> config.put("problem_type", problemType));
        assertThatThrownBy(() -> TextClassifier.load(copy.folder(), CPU, 8))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        copy.folder().resolve("config.json").toString(),
                        "problem_type is \"" + problemType + "\"; allowed is \"single_label_classification\"");
    }

    @Test
    void aRerankerWithMoreThanOneClassIsRefused() {
        assertThatThrownBy(() -> reranker(Golden.folder(NLI)).load())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("id2label has 3 classes. A reranker has exactly one.");
    }

    @Test
    void nothingIsLoadedBeforeItIsAskedForAndAfterUnloading() {
        ClassifierAdapter adapter = zeroShot(Golden.folder(NLI));
        adapter.load();
        adapter.unload();
        adapter.unload();
        assertThatThrownBy(() -> adapter.classify(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("m is not loaded");
        assertThatThrownBy(() -> adapter.tokenCut(List.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noEmailsGiveNoPredictions() {
        try (ClassifierAdapter adapter = zeroShot(Golden.folder(NLI))) {
            adapter.load();
            assertThat(adapter.classify(List.of())).isEmpty();
            assertThat(adapter.tokenCut(List.of())).contains(new TokenCut(512, 0));
        }
    }

    /** A subject is never cut at some number of characters, so a long one reaches the model's own limit. */
    @Test
    void emailsBeyondTheTokenLimitAreCountedInTheFormatOfEachModel() {
        List<Email> emails = List.of(new Email("short", "text"), new Email("word ".repeat(600), ""));
        for (ClassifierAdapter adapter : List.of(
                zeroShot(Golden.folder(NLI)),
                reranker(Golden.folder(Golden.RERANKER)),
                new FineTunedAdapter("m", "m", () -> FineTunedModel.load(Golden.folder(Golden.DEBERTA), CPU, 8)))) {
            try (adapter) {
                adapter.load();
                assertThat(adapter.tokenCut(emails)).contains(new TokenCut(512, 1));
            }
        }
    }

    @Test
    void thePairWithTheLongestHypothesisDecides() {
        List<Email> emails = List.of(new Email("a b c", ""));
        LabelSet shortLabels = new LabelSet(List.of("a", "b"));
        LabelSet oneLong = new LabelSet(List.of("a", "long ".repeat(600).strip()));
        try (ClassifierAdapter small = zeroShot(Golden.folder(NLI), shortLabels);
                ClassifierAdapter large = zeroShot(Golden.folder(NLI), oneLong)) {
            small.load();
            large.load();
            assertThat(small.tokenCut(emails)).contains(new TokenCut(512, 0));
            assertThat(large.tokenCut(emails)).contains(new TokenCut(512, 1));
        }
    }

    private static ClassifierAdapter zeroShot(Path checkpoint) {
        return zeroShot(checkpoint, LabelSet.CANONICAL);
    }

    private static ClassifierAdapter zeroShot(Path checkpoint, LabelSet labels) {
        return new ZeroShotAdapter(
                "m", "m", labels, new Hypothesis(Hypothesis.DEFAULT_TEMPLATE), () -> checkpoint, CPU, 8);
    }

    private static ClassifierAdapter reranker(Path checkpoint) {
        return new RerankerAdapter("m", "m", LabelDescriptions.of(LabelSet.CANONICAL), () -> checkpoint, CPU, 8);
    }
}
