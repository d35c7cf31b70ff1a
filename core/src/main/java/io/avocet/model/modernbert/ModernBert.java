package io.avocet.model.modernbert;

import io.avocet.checkpoint.ConfigJson;
import io.avocet.model.Architecture;
import io.avocet.model.NetworkConfig;
import java.util.Set;

/**
 * ModernBERT for sequence classification. Paper: Warner et al. 2024, "Smarter, Better, Faster, Longer: A Modern Bidirectional
 * Encoder for Fast, Memory Efficient, and Long Context Finetuning and Inference".
 *
 * <p>Reference: <a
 * href="https://github.com/huggingface/transformers/blob/v4.57.3/src/transformers/models/modernbert/modeling_modernbert.py">
 * modeling_modernbert.py</a>, class {@code ModernBertForSequenceClassification}.
 */
public final class ModernBert implements Architecture {
    @Override
    public Set<String> modelTypes() {
        return Set.of("modernbert");
    }

    @Override
    public NetworkConfig read(ConfigJson json) {
        return ModernBertConfig.of(json);
    }
}
