package io.avocet.supervisor;

import java.nio.file.Path;

/** What the server serves; becomes options of its children. */
public record Served(Path home, Path modelsFolder, Path scoreFile) {
    public Served {
        home = home.toAbsolutePath().normalize();
        modelsFolder = modelsFolder.toAbsolutePath().normalize();
        scoreFile = scoreFile.toAbsolutePath().normalize();
    }
}
