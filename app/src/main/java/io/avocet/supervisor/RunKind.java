package io.avocet.supervisor;

import java.util.Locale;

/** What a run does. */
public enum RunKind {
    FINETUNE("fine-tuning", true),
    BENCHMARK("benchmark", true),
    EVALUATE("evaluation", false),
    IMPORT("import", false),
    FETCH("fetch", false);

    private final String noun;
    private final boolean usesModelsFolder;

    RunKind(String noun, boolean usesModelsFolder) {
        this.noun = noun;
        this.usesModelsFolder = usesModelsFolder;
    }

    /** The name in files, in addresses and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For a person, such as {@code fine-tuning}. */
    public String noun() {
        return noun;
    }

    /** Whether it trains or uses models, and so needs cores and memory. */
    boolean usesModels() {
        return this == FINETUNE || this == BENCHMARK || this == EVALUATE;
    }

    /** Whether its command has the option for the folder of trained models. */
    boolean usesModelsFolder() {
        return usesModelsFolder;
    }
}
