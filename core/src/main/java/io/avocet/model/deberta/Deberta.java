package io.avocet.model.deberta;

import io.avocet.checkpoint.ConfigJson;
import io.avocet.model.Architecture;
import io.avocet.model.NetworkConfig;
import java.util.Set;

/**
 * DeBERTa-v2 for sequence classification; the v3 checkpoints have the same network. Paper: He, Gao, Chen 2021, "DeBERTaV3".
 *
 * <p>Reference: <a
 * href="https://github.com/huggingface/transformers/blob/v4.57.3/src/transformers/models/deberta_v2/modeling_deberta_v2.py">
 * modeling_deberta_v2.py</a>, class {@code DebertaV2ForSequenceClassification}.
 */
public final class Deberta implements Architecture {
    @Override
    public Set<String> modelTypes() {
        return Set.of("deberta-v2");
    }

    @Override
    public NetworkConfig read(ConfigJson json) {
        return DebertaConfig.of(json);
    }
}
