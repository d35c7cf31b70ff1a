package io.avocet.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the server serves; becomes options of its children. */
public record Served(Path home, Path modelsFolder, Path scoreFile) {
    public Served {
        home = home.toAbsolutePath().normalize();
        modelsFolder = modelsFolder.toAbsolutePath().normalize();
        scoreFile = scoreFile.toAbsolutePath().normalize();
    }

    /** The command line of a child. */
    List<String> arguments(RunRequest request) {
        List<String> arguments = new ArrayList<>(List.of(
                request.kind().id(),
                "--json",
                "--score-file",
                scoreFile.toString(),
                "--models-dir",
                modelsFolder.toString()));
        if (request instanceof RunRequest.FineTune fineTune) {
            arguments.addAll(List.of("--model", fineTune.model(), "--epochs", String.valueOf(fineTune.epochs())));
        } else if (request instanceof RunRequest.Benchmark benchmark) {
            arguments.add(benchmark.save() ? "--save" : "--score");
            if (benchmark.includeSlow()) {
                arguments.add("--include-slow");
            }
            if (!benchmark.models().isEmpty()) {
                arguments.add("--models"); // last: it takes all that follows
                arguments.addAll(benchmark.models());
            }
        }
        return arguments;
    }
}
