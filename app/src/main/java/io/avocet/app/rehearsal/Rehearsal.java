package io.avocet.app.rehearsal;

import io.avocet.file.FileTree;
import io.avocet.hub.BaseModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/**
 * Gives a first classification something to work on: a tiny BERT, random and of no use, and one email. Both are gone
 * afterwards.
 */
public final class Rehearsal {
    private static final String EMAIL =
            "{\"subject\": \"Your interview\", \"body\": \"We look forward to meeting you.\"}\n";

    private final BaseModels baseModels;

    public Rehearsal(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * Makes both, has the email classified, and deletes them.
     *
     * @param classification called with the checkpoint folder and the file with the email
     */
    public void run(BiConsumer<Path, Path> classification) throws IOException {
        Path folder = Files.createTempDirectory("avocet-rehearsal-");
        try {
            Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
            Path builtIn = baseModels.resolve(BaseModels.ALL_MINILM_L6_V2).folder();
            MadeCheckpoint.write("rehearsal", builtIn, checkpoint);
            classification.accept(checkpoint, Files.writeString(folder.resolve("email.jsonl"), EMAIL));
        } finally {
            FileTree.delete(folder);
        }
    }
}
