package io.avocet.trained;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.avocet.eval.Blend;
import io.avocet.eval.BlendRule;
import io.avocet.eval.Temperature;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entry {@code words} of {@code training_info.json}: a bag of words next to the transformer, and how the
 * probabilities of both become one.
 *
 * @param file name of the bag of words, in the model's folder
 * @param sha256 of the file, lower-case hex; null where the file does not say, as in models of earlier versions
 * @param blend id of a {@link BlendRule}
 * @param transformerWeight from 0 to 1
 */
public record WordsEntry(
        @JsonProperty("file") String file,

        @JsonProperty("sha256") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        String sha256,

        @JsonProperty("blend") String blend,
        @JsonProperty("transformer_weight") double transformerWeight,
        @JsonProperty("transformer_temperature") double transformerTemperature,
        @JsonProperty("words_temperature") double wordsTemperature) {
    /** A plain name: the file is in the model's own folder. */
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException with the key that holds what it must not */
    public WordsEntry {
        if (!FILE.matcher(file).matches()) {
            throw new IllegalArgumentException("words.file is '" + file + "'; allowed is the name of a file");
        }
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "words.sha256 is '" + sha256 + "'; allowed are 64 hexadecimal digits in lower case");
        }
        checked("blend", () -> rule(blend));
        checked("transformer_weight", () -> new Blend(BlendRule.LINEAR, transformerWeight));
        checked("transformer_temperature", () -> new Temperature(transformerTemperature));
        checked("words_temperature", () -> new Temperature(wordsTemperature));
    }

    /** The entry for a file, its hash, and a blend. */
    public static WordsEntry of(String file, @Nullable String sha256, Blend blend) {
        return new WordsEntry(
                file,
                sha256,
                blend.rule().id(),
                blend.transformerWeight(),
                blend.transformer().value(),
                blend.words().value());
    }

    /** How both become one. */
    public Blend rule() {
        return new Blend(
                rule(blend),
                transformerWeight,
                new Temperature(transformerTemperature),
                new Temperature(wordsTemperature));
    }

    private static BlendRule rule(String id) {
        return BlendRule.of(id)
                .orElseThrow(() -> new IllegalArgumentException("is '" + id + "'; allowed is "
                        + String.join(
                                " or ",
                                Arrays.stream(BlendRule.values())
                                        .map(BlendRule::id)
                                        .toList())));
    }

    private static void checked(String key, Supplier<?> value) {
        try {
            Objects.requireNonNull(value.get());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("words." + key + " " + e.getMessage(), e);
        }
    }
}
