package io.avocet.recipe;

import io.avocet.data.ClassWeighting;
import io.avocet.error.UserError;
import io.avocet.eval.Blend;
import io.avocet.eval.BlendRule;
import io.avocet.run.Precision;
import io.avocet.words.Shown;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a known base model is fine-tuned unless the user says otherwise.
 *
 * @param key its name on the command line, in the API and on the page
 * @param maxTokens tokens of one text, special tokens included
 * @param cudaPrecision number format of matrix products on a GPU
 * @param batchSize texts of one forward and backward pass
 * @param accumulationSteps passes of one update
 * @param gradientCheckpointing whether activations are computed again in the backward pass instead of kept
 * @param learningRate peak of the schedule
 * @param method rates by layer, class weights, the weights that are kept
 * @param words whether a bag of words is trained next to the transformer
 */
public record TrainingRecipe(
        String key,
        Base base,
        int maxTokens,
        Precision cudaPrecision,
        int batchSize,
        int accumulationSteps,
        boolean gradientCheckpointing,
        double learningRate,
        int epochs,
        TrainingMethod method,
        boolean words) {
    /**
     * A base model, as a user chooses it.
     *
     * @param id where it comes from: one of the Hub
     * @param parameters weights, to the million
     * @param needs which languages it reads and what training it takes, in sentences
     */
    public record Base(String id, long parameters, String needs) {}

    /** What is trained unless the user names another. */
    public static final String DEFAULT_KEY = "minilm";

    /** How a bag of words and a transformer that learned from the same rows become one; see docs/quality.md. */
    public static final Blend BLEND = new Blend(BlendRule.LOG_LINEAR, 0.5);

    /** The models that Avocet fine-tunes, in the order of the help text. */
    public static final List<TrainingRecipe> ALL = List.of(
            smallEncoder(
                    DEFAULT_KEY,
                    new Base(
                            "sentence-transformers/all-MiniLM-L6-v2",
                            23_000_000,
                            "Reads English. It comes with Avocet, so nothing is downloaded; training takes about two minutes"
                                    + " on two cores.")),
            smallEncoder(
                    "bge-small",
                    new Base(
                            "BAAI/bge-small-en-v1.5",
                            33_000_000,
                            "Reads English. It is downloaded when it is first used; training takes about twice as long as"
                                    + " with minilm.")),
            new TrainingRecipe(
                    "deberta-small",
                    new Base(
                            "cross-encoder/nli-deberta-v3-small",
                            141_000_000,
                            "Reads English. It is downloaded when it is first used. Without a GPU, training is slow."),
                    512,
                    Precision.FP32,
                    16,
                    1,
                    false,
                    2e-5,
                    5,
                    TrainingMethod.STANDARD,
                    false),
            new TrainingRecipe(
                    "bge-m3",
                    new Base(
                            "MoritzLaurer/bge-m3-zeroshot-v2.0",
                            568_000_000,
                            "Reads many languages. It is downloaded when it is first used, and needs 8 GB of memory or more,"
                                    + " on a GPU if you have one; a run that would not fit is refused before it starts."),
                    512,
                    Precision.FP16,
                    4,
                    4,
                    true,
                    2e-5,
                    5,
                    TrainingMethod.STANDARD,
                    false));

    /**
     * Sentence encoders of 384 numbers take a larger rate and more updates than the larger models, and train to the end of the
     * schedule, where the rate is lowest; see docs/quality.md.
     */
    private static TrainingRecipe smallEncoder(String key, Base base) {
        TrainingMethod method = new TrainingMethod(1, 1, ClassWeighting.BALANCED, WeightSelection.BEST_EPOCH);
        return new TrainingRecipe(key, base, 512, Precision.FP32, 16, 1, false, 2e-4, 8, method, true);
    }

    public String baseModelId() {
        return base.id();
    }

    /**
     * The recipe of a base model.
     *
     * @throws UserError if none has this key
     */
    public static TrainingRecipe of(String key) {
        return ALL.stream()
                .filter(recipe -> recipe.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.USAGE,
                        "Unknown model '" + Shown.text(key) + "'. Allowed: " + String.join(", ", keys()) + "."));
    }

    public static List<String> keys() {
        return ALL.stream().map(TrainingRecipe::key).collect(Collectors.toUnmodifiableList());
    }
}
