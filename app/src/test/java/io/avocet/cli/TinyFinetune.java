package io.avocet.cli;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A short fine-tuning run of the recipe deberta-small from a tiny base model, with options to add. */
final class TinyFinetune {
    static final String MODEL = "avocet-deberta-small";

    private TinyFinetune() {}

    static Result run(Path home, String... more) {
        return from(home, Golden.folder(Golden.DEBERTA_NLI).toString(), more);
    }

    static Result from(Path home, String baseModel, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("finetune", "--model", "deberta-small", "--base-model", baseModel, "--epochs", "1"));
        arguments.addAll(List.of(more));
        return new Console(home).run(arguments.toArray(String[]::new));
    }
}
