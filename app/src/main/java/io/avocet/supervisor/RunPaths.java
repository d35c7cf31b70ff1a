package io.avocet.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the runs of a server read and write; becomes options of its children. */
public record RunPaths(Path home, Path modelsFolder, Path scoreFile, MailPaths mail) {
    public RunPaths {
        home = home.toAbsolutePath().normalize();
        modelsFolder = modelsFolder.toAbsolutePath().normalize();
        scoreFile = scoreFile.toAbsolutePath().normalize();
    }

    /** The command line of a child. */
    List<String> arguments(RunRequest request) {
        List<String> arguments = new ArrayList<>(List.of(request.kind().id(), "--json"));
        if (request instanceof RunRequest.Import upload) {
            arguments.addAll(List.of("--store", mail.store().toString(), uploaded(upload)));
        } else {
            arguments.addAll(List.of("--score-file", scoreFile.toString()));
        }
        if (request.kind().usesModelsFolder()) {
            arguments.addAll(List.of("--models-dir", modelsFolder.toString()));
        }
        arguments.addAll(request.arguments());
        return arguments;
    }

    /** Where there is no file any more, the child says so. */
    private String uploaded(RunRequest.Import request) {
        Path folder = mail.uploads().folder(request.upload());
        return mail.uploads().find(request.upload()).orElse(folder).toString();
    }

    /** Deletes what only this run has needed, once it is complete. */
    void release(RunRequest request) {
        if (request instanceof RunRequest.Import upload) {
            mail.uploads().delete(upload.upload());
        }
    }
}
