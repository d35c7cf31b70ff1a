package io.avocet.export;

import io.avocet.adapter.TextClassifier;
import io.avocet.data.Email;
import io.avocet.data.EmailSource;
import io.avocet.data.SourcedEmail;
import io.avocet.eval.Probabilities;
import io.avocet.mail.MailFiles;
import io.avocet.model.NetworkConfig;
import io.avocet.model.TokenBatch;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures how many labels of real emails an export changes: {@code MODEL_FOLDER EMAILS EXPORT…}. Prints for each export the
 * labels that differ from those of the engine's transformer, the largest difference of a probability, and the time.
 */
final class ExportedLabels {
    private static final int BATCH_SIZE = 16;

    private ExportedLabels() {}

    public static void main(String[] arguments) throws IOException {
        Path model = Path.of(arguments[0]);
        NetworkConfig config = ConfigFile.read(model).config();
        List<int[]> sequences;
        List<String> texts = texts(Path.of(arguments[1]));
        try (Tokenizer tokenizer = Tokenizer.open(model)) {
            sequences = tokenizer.encodeAll(texts, config.maxTokens());
        }
        List<double[]> engine;
        long start = System.nanoTime();
        try (TextClassifier classifier =
                TextClassifier.load(model, new Hardware(ComputeDevice.CPU, Precision.FP32), BATCH_SIZE)) {
            engine = classifier.probabilities(texts);
        }
        System.out.printf(Locale.ROOT, "engine: %d emails, %.1f s%n", texts.size(), (System.nanoTime() - start) / 1e9);
        for (String export : List.of(arguments).subList(2, arguments.length)) {
            compare(engine, sequences, Path.of(export), config);
        }
    }

    private static List<String> texts(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (EmailSource source = MailFiles.open(file)) {
            for (Optional<SourcedEmail> next = source.next(); next.isPresent(); next = source.next()) {
                Email email = next.get().email();
                texts.add(email.fineTuneText());
            }
        }
        return texts;
    }

    private static void compare(List<double[]> engine, List<int[]> sequences, Path export, NetworkConfig config) {
        List<Integer> byLength = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparingInt(row -> sequences.get(row).length))
                .toList();
        int differing = 0;
        double largest = 0;
        long start = System.nanoTime();
        try (OnnxModel onnx = OnnxModel.open(export, config.padTokenId())) {
            for (int from = 0; from < byLength.size(); from += BATCH_SIZE) {
                List<Integer> rows = byLength.subList(from, Math.min(byLength.size(), from + BATCH_SIZE));
                List<int[]> batch = rows.stream().map(sequences::get).toList();
                int tokens = TokenBatch.paddedLength(batch, config.padding());
                List<float[]> logits = onnx.run(batch, tokens).logits();
                for (int i = 0; i < batch.size(); i++) {
                    double[] found = Probabilities.softmax(logits.get(i));
                    double[] expected = engine.get(rows.get(i));
                    differing += Probabilities.mostProbable(found) == Probabilities.mostProbable(expected) ? 0 : 1;
                    for (int label = 0; label < found.length; label++) {
                        largest = Math.max(largest, Math.abs(found[label] - expected[label]));
                    }
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d of %d labels differ (%.2f%%), probabilities by %.2g at most, %.1f s%n",
                export,
                differing,
                engine.size(),
                100.0 * differing / engine.size(),
                largest,
                (System.nanoTime() - start) / 1e9);
    }
}
