package io.avocet.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An exported model in ONNX Runtime. */
final class OnnxModel implements AutoCloseable {
    private final OrtSession session;
    private final int padId;

    private OnnxModel(OrtSession session, int padId) {
        this.session = session;
        this.padId = padId;
    }

    /** @param folder of the export */
    static OnnxModel open(Path folder, int padId) {
        try {
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            return new OnnxModel(
                    OrtEnvironment.getEnvironment()
                            .createSession(folder.resolve("model.onnx").toString(), options),
                    padId);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** What the network makes of a batch, a row a text. */
    record Outputs(List<float[]> logits, List<float[]> probabilities) {}

    /** @param tokens T, to which the sequences are padded */
    Outputs run(List<int[]> sequences, int tokens) {
        long[][] ids = new long[sequences.size()][tokens];
        long[][] mask = new long[sequences.size()][tokens];
        for (int row = 0; row < ids.length; row++) {
            int[] sequence = sequences.get(row);
            for (int i = 0; i < tokens; i++) {
                ids[row][i] = i < sequence.length ? sequence[i] : padId;
                mask[row][i] = i < sequence.length ? 1 : 0;
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
                OrtSession.Result result = session.run(Map.of("input_ids", idTensor, "attention_mask", maskTensor))) {
            return new Outputs(rows(result, "logits"), rows(result, "probabilities"));
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** The strings in the file, by key. */
    Map<String, String> metadata() {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static List<float[]> rows(OrtSession.Result result, String output) throws OrtException {
        OnnxValue value = result.get(output).orElseThrow();
        return List.of((float[][]) value.getValue());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
