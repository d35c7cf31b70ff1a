package io.avocet.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the runs of a server read and write; becomes options of its children. */
public record RunPaths(Path home, Path modelsFolder, Path scoreFile) {
    public RunPaths {
        home = home.toAbsolutePath().normalize();
        modelsFolder = modelsFolder.toAbsolutePath().normalize();
        scoreFile = scoreFile.toAbsolutePath().normalize();
    }

    /** The command line of a child. */
    List<String> arguments(RunRequest request) {
        List<String> arguments =
                new ArrayList<>(List.of(request.kind().id(), "--json", "--score-file", scoreFile.toString()));
        if (request.kind().usesModelsFolder()) {
            arguments.addAll(List.of("--models-dir", modelsFolder.toString()));
        }
        arguments.addAll(request.arguments());
        return arguments;
    }
}
