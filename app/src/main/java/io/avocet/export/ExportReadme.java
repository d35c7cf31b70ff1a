package io.avocet.export;

import io.avocet.text.InputFormat;
import io.avocet.words.Shown;
import java.util.List;

/**
 * The text next to an exported model: what goes in, what comes out, and how to call it.
 *
 * @param model name of the model
 * @param form such as {@code float32}
 * @param maxTokens that the network reads
 * @param note on what is not in the file; empty if there is nothing to say
 */
record ExportReadme(String model, String form, int maxTokens, List<String> labels, ExportScaling scaling, String note) {
    /** The text that a model reads, as a formula. */
    static final String TEXT_FORMAT =
            "subject + \" [SEP] \" + the first " + InputFormat.FINE_TUNE_BODY_CODE_POINTS + " code points of body";

    private static final String TEXT = """
            # %MODEL%: a classifier of emails as ONNX
            In: `input_ids` and `attention_mask`, int64 (batch, tokens), at most %TOKENS% tokens, 0 in the mask at padding. Out: `logits` and `probabilities`, float32 (batch, labels). Weights: %FORM%.
            Text (`text` below): `%FORMAT%`, both without the invisible padding of newsletters. Labels, in order: %LABELS%. Probabilities: %SCALING%. %NOTE%
            ```java
            var e = HuggingFaceTokenizer.newInstance(Path.of("tokenizer.json"), Map.of("truncation", "true", "maxLength", "%TOKENS%")).encode(text); // ai.djl.huggingface:tokenizers; import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer
            try (var env = OrtEnvironment.getEnvironment(); var session = env.createSession("model.onnx"); // com.microsoft.onnxruntime:onnxruntime; import ai.onnxruntime.*, java.nio.file.Path, java.util.Map
                    var ids = OnnxTensor.createTensor(env, new long[][] {e.getIds()}); var mask = OnnxTensor.createTensor(env, new long[][] {e.getAttentionMask()});
                    var out = session.run(Map.of("input_ids", ids, "attention_mask", mask))) { float[][] probabilities = (float[][]) out.get("probabilities").orElseThrow().getValue(); }
            ```
            ```python
            import onnxruntime, tokenizers; tokenizer = tokenizers.Tokenizer.from_file("tokenizer.json"); tokenizer.enable_truncation(%TOKENS%); e = tokenizer.encode(text)  # pip install onnxruntime tokenizers
            probabilities = onnxruntime.InferenceSession("model.onnx").run(["probabilities"], {"input_ids": [e.ids], "attention_mask": [e.attention_mask]})[0]
            ```
            ```js
            import { AutoModel, AutoTokenizer, env } from "@huggingface/transformers"; env.allowLocalModels = true; env.localModelPath = "/"; // this folder is served as /%MODEL%
            const tokenizer = await AutoTokenizer.from_pretrained("%MODEL%"), model = await AutoModel.from_pretrained("%MODEL%", { subfolder: "", dtype: "fp32"%EXTERNAL% }); // fp32 means model.onnx
            const { probabilities } = await model(tokenizer(text, { truncation: true, max_length: %TOKENS% })); // pipeline("text-classification", …) works, too, without the temperature
            ```
            """;

    /**
     * The text.
     *
     * @param external whether the weights are in a file of their own
     */
    String text(boolean external) {
        return TEXT.replace("%TOKENS%", Integer.toString(maxTokens))
                .replace("%FORM%", form)
                .replace("%FORMAT%", TEXT_FORMAT)
                .replace("%SCALING%", scaling.inWords())
                .replace("%EXTERNAL%", external ? ", use_external_data_format: true" : "")
                .replace(" %NOTE%", note.isEmpty() ? "" : " " + note)
                .replace("%MODEL%", Shown.text(model))
                .replace("%LABELS%", String.join(", ", labels));
    }
}
