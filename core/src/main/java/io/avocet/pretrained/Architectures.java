package io.avocet.pretrained;

import io.avocet.checkpoint.ConfigJson;
import io.avocet.model.Architecture;
import io.avocet.model.NetworkConfig;
import io.avocet.model.bert.Bert;
import io.avocet.model.deberta.Deberta;
import io.avocet.model.distilbert.DistilBert;
import io.avocet.model.modernbert.ModernBert;
import io.avocet.model.roberta.Roberta;
import io.avocet.words.Shown;
import java.util.List;
import java.util.stream.Collectors;

/** The networks that there are. */
final class Architectures {
    private static final List<Architecture> ALL =
            List.of(new Bert(), new Deberta(), new DistilBert(), new ModernBert(), new Roberta());

    private Architectures() {}

    /**
     * The network that a {@code config.json} describes.
     *
     * @throws io.avocet.error.UserError if its {@code model_type} is none of those here, or the network refuses it
     */
    static NetworkConfig read(ConfigJson json) {
        String type = json.word("model_type", "");
        return ALL.stream()
                .filter(architecture -> architecture.modelTypes().contains(type))
                .findFirst()
                .orElseThrow(() -> json.refusal(
                        "model_type",
                        type.isEmpty() ? "missing" : "\"" + Shown.text(type) + "\"",
                        "one of " + modelTypes()))
                .read(json);
    }

    private static String modelTypes() {
        return ALL.stream()
                .flatMap(architecture -> architecture.modelTypes().stream())
                .sorted()
                .map(type -> '"' + type + '"')
                .collect(Collectors.joining(", "));
    }
}
