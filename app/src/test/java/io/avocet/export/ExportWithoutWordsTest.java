package io.avocet.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.adapter.FineTunedModel;
import io.avocet.adapter.TextClassifier;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import io.avocet.eval.Prediction;
import io.avocet.eval.Temperature;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.regression.LogisticRegressions;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.testing.ScoreRows;
import io.avocet.trained.SampleTrainingInfo;
import io.avocet.trained.WordsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model with a bag of words, of which the transformer alone is exported. */
class ExportWithoutWordsTest {
    private static final int EMAILS = 36;

    @TempDir
    Path home;

    @Test
    void itIsSaidHowManyLabelsDifferAndTheTemperatureIsTheTransformersOwn() throws IOException {
        Path emails = emails();
        Path model = model(emails, EMAILS);
        List<LabelledEmail> rows = ScoreFile.read(emails, labels()).rows();
        List<double[]> alone;
        List<String> together;
        Hardware hardware = new Hardware(ComputeDevice.CPU, Precision.FP32);
        try (FineTunedModel loaded = FineTunedModel.load(model, hardware, 8)) {
            List<Email> texts = rows.stream().map(LabelledEmail::email).toList();
            alone = loaded.transformer()
                    .probabilities(texts.stream().map(Email::fineTuneText).toList());
            together = loaded.classify(texts).stream().map(Prediction::label).toList();
        }
        long differing = IntStream.range(0, EMAILS)
                .filter(i -> !new Prediction(labels(), alone.get(i)).label().equals(together.get(i)))
                .count();
        int[] gold = rows.stream()
                .mapToInt(row -> labels().id(row.label()).orElseThrow())
                .toArray();

        Result result = export();

        String words = String.format(
                Locale.ROOT, "Of 36 validation emails, %d (%.1f%%) get another label", differing, differing / 0.36);
        String temperature = String.format(
                Locale.ROOT,
                "temperature %.3f, fitted for the transformer alone on 36 validation emails",
                Temperature.fitWithPrior(alone, gold).value());
        assertThat(differing).isPositive();
        assertThat(result.out())
                .contains("The model's bag of words is not in the file, which is the transformer alone.")
                .contains(words)
                .contains(temperature);
        assertThat(Files.readString(home.resolve("exports/mine-onnx/README.md")))
                .contains("the transformer alone. " + words)
                .contains(temperature);
    }

    @Test
    void withFewEmailsNoTemperatureIsFitted() throws IOException {
        model(emails(), 3);
        assertThat(export().out())
                .contains("Of 3 validation emails,")
                .contains("temperature 1.000, not calibrated: only 3 validation emails at hand.");
    }

    @Test
    void withoutTheEmailsThatIsSaid() throws IOException {
        Path emails = emails();
        model(emails, EMAILS);
        Files.delete(emails);
        assertThat(export().out())
                .contains("How many labels that changes is not known: the validation emails are not at hand.")
                .contains("temperature 1.000, not calibrated: that of the model is for both together.");
    }

    private Result export() {
        Result result = new Console(home).run("export", "--model", "mine", "--to", "onnx");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private Path emails() throws IOException {
        Path file = home.resolve("emails.jsonl");
        new ScoreRows().add("rejected", 12).add("digest", 12).add("neutral", 12).write(file);
        return file;
    }

    /** A golden checkpoint with a bag of words of these emails, the first of which are its validation rows. */
    private Path model(Path emails, int validationRows) throws IOException {
        Path folder = GoldenCopy.of(Golden.BERT, home.resolve("models").resolve("mine"))
                .folder();
        List<LabelledEmail> rows = ScoreFile.read(emails, labels()).rows();
        WordsEntry words = LogisticRegressions.ensemble(rows, labels(), TrainingRecipe.BLEND)
                .save(folder);
        SampleTrainingInfo.write(
                folder,
                Map.of(
                        "words",
                        words,
                        "score_files",
                        List.of(emails.toString()),
                        "validation_hashes",
                        rows.stream()
                                .limit(validationRows)
                                .map(row -> row.email().contentHash())
                                .toList()));
        return folder;
    }

    private static LabelSet labels() {
        return TextClassifier.labels(Golden.folder(Golden.BERT));
    }
}
