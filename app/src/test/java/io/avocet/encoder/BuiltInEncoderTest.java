package io.avocet.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.golden.Golden;
import io.avocet.hub.BaseModels;
import io.avocet.model.ForwardMode;
import io.avocet.model.NetworkConfig;
import io.avocet.model.SentenceEncoder;
import io.avocet.model.TokenBatch;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in sentence encoder against the ONNX file that it comes from, as another runtime computes it. */
@Tag("slow")
class BuiltInEncoderTest {
    /** Absolute: values of up to about 2, six layers of float32 sums in another order. */
    private static final double TOLERANCE = 1e-4;

    private static JsonNode sentences;
    private static NetworkConfig config;
    private static SentenceEncoder encoder;

    @BeforeAll
    static void load(@TempDir Path home) throws IOException {
        Path folder = new BaseModels(Map.of("HOME", home.toString()))
                .resolve(BaseModels.ALL_MINILM_L6_V2)
                .folder();
        config = ConfigFile.read(folder).config();
        encoder = Checkpoints.loadEncoder(folder, config, ComputeDevice.CPU, Precision.FP32);
        sentences = Golden.json(Golden.resource("minilm/hidden-states.json")).get("sentences");
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void hiddenStatesEqualThoseOfTheOnnxFile() {
        for (JsonNode sentence : sentences) {
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                float[][] hidden = Tensors.toRows(
                        encoder.hiddenStates(batch(List.of(sentence)), mode()).select(0, 0));
                sentence.get("hidden").properties().forEach(position -> {
                    for (int i = 0; i < position.getValue().size(); i++) {
                        assertThat((double) hidden[Integer.parseInt(position.getKey())][i])
                                .as("%s, token %s, number %d", sentence.get("text"), position.getKey(), i)
                                .isCloseTo(position.getValue().get(i).doubleValue(), within(TOLERANCE));
                    }
                });
            }
        }
    }

    @Test
    void theMeanOfEachTextIsOfLengthOneAndDoesNotDependOnItsCompany() {
        List<JsonNode> all = new ArrayList<>();
        sentences.forEach(all::add);
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            float[][] embeddings = Tensors.toRows(encoder.apply(batch(all), mode()));
            for (int row = 0; row < all.size(); row++) {
                double[] mean = Golden.doubles(all.get(row).get("mean"));
                double length =
                        Math.sqrt(java.util.Arrays.stream(mean).map(x -> x * x).sum());
                for (int i = 0; i < mean.length; i++) {
                    assertThat((double) embeddings[row][i]).isCloseTo(mean[i] / length, within(TOLERANCE));
                }
            }
        }
    }

    private static TokenBatch batch(List<JsonNode> texts) {
        return TokenBatch.of(
                texts.stream().map(text -> Golden.ints(text.get("ids"))).toList(), config.padding(), ComputeDevice.CPU);
    }

    private static ForwardMode mode() {
        return ForwardMode.inference(Precision.FP32);
    }
}
