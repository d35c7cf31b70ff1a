package io.avocet.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the runs of a server read and write; becomes options of its children.
 *
 * @param labelsFile label set that is served; empty for the usual one
 */
public record RunPaths(Path home, Path modelsFolder, Path scoreFile, Optional<Path> labelsFile, MailPaths mail) {
    public RunPaths {
        home = home.toAbsolutePath().normalize();
        modelsFolder = modelsFolder.toAbsolutePath().normalize();
        scoreFile = scoreFile.toAbsolutePath().normalize();
        labelsFile = labelsFile.map(file -> file.toAbsolutePath().normalize());
    }

    /** The command line of a child. */
    List<String> arguments(RunRequest request) {
        List<String> arguments = new ArrayList<>(List.of(request.kind().id(), "--json"));
        if (request instanceof RunRequest.Import upload) {
            Path file = uploaded(upload);
            String source = "upload: " + file.getFileName();
            arguments.addAll(List.of("--store", mail.store().toString(), "--source", source, file.toString()));
        } else if (request instanceof RunRequest.Fetch) {
            arguments.addAll(List.of(
                    "--store",
                    mail.store().toString(),
                    "--accounts",
                    mail.accounts().path().toString()));
        } else {
            arguments.addAll(labelled());
        }
        if (request.kind().usesModelsFolder()) {
            arguments.addAll(List.of("--models-dir", modelsFolder.toString()));
        }
        arguments.addAll(request.arguments());
        return arguments;
    }

    /** The command line of the child of a {@link Preparation}. */
    List<String> preparation(int threads) {
        List<String> arguments =
                new ArrayList<>(List.of("prepare-mail", "--store", mail.store().toString()));
        arguments.addAll(labelled());
        arguments.addAll(List.of("--models-dir", modelsFolder.toString(), "--threads", String.valueOf(threads)));
        return arguments;
    }

    /** The labelled emails and the label set. */
    private List<String> labelled() {
        List<String> arguments = new ArrayList<>(List.of("--score-file", scoreFile.toString()));
        labelsFile.ifPresent(file -> arguments.addAll(List.of("--labels", file.toString())));
        return arguments;
    }

    /** What a child finds in its environment next to what this process has: a secret is in no argument and in no record. */
    Map<String, String> environment(RunRequest request) {
        return request instanceof RunRequest.Fetch fetch ? mail.secrets().environment(fetch.account()) : Map.of();
    }

    /** Where there is no file any more, the child says so. */
    private Path uploaded(RunRequest.Import request) {
        Path folder = mail.uploads().folder(request.upload());
        return mail.uploads().find(request.upload()).orElse(folder);
    }

    /** Deletes what only this run has needed, once it is complete or has failed at what it was given. */
    void release(RunRequest request) {
        if (request instanceof RunRequest.Import upload) {
            mail.uploads().delete(upload.upload());
        }
    }
}
