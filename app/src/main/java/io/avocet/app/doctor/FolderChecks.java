package io.avocet.app.doctor;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.file.FileTree;
import io.avocet.hub.BaseModels;
import io.avocet.hub.CachedModel;
import io.avocet.text.Tokenizer;
import io.avocet.trained.ModelsFolder;
import io.avocet.words.ByteSize;
import io.avocet.words.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The folders that Avocet reads and writes, and the tokenizer library, which lives in one. */
final class FolderChecks {
    /** Room for a fine-tuned {@code deberta-small} in addition to the one that it replaces. */
    private static final long GOOD_FREE_SPACE = 2_000_000_000;

    private final BaseModels baseModels;

    FolderChecks(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    List<Check> all(Path modelsFolder, Path scoreFile) {
        List<Check> checks = new ArrayList<>();
        checks.add(tokenizer());
        checks.add(written("tokenizer natives", Tokenizer.nativesFolder(), "DJL_CACHE_DIR"));
        checks.add(written("own cache", baseModels.ownCacheFolder(), "AVOCET_CACHE"));
        checks.add(hubCache());
        checks.add(models(modelsFolder));
        checks.add(freeSpace(FileTree.freeBytes(modelsFolder)));
        checks.add(scoreFile(scoreFile));
        return checks;
    }

    private Check tokenizer() {
        try (Tokenizer tokenizer =
                Tokenizer.open(baseModels.resolve(BaseModels.ALL_MINILM_L6_V2).folder())) {
            int tokens = tokenizer.encode("Interview on Thursday", Integer.MAX_VALUE).length;
            return Check.ok(
                    "tokenizer",
                    "works; the built-in one has " + tokenizer.vocabularySize() + " tokens, and gives " + tokens
                            + " for a subject");
        } catch (UserError e) {
            return Check.problem("tokenizer", "does not work", e.getMessage());
        } catch (LinkageError e) {
            return Check.problem(
                    "tokenizer",
                    "does not load: " + e.getMessage(),
                    "Delete " + Tokenizer.nativesFolder() + ", into which it is unpacked, and run again.");
        }
    }

    /** A folder that is filled when it is first needed. */
    static Check written(String name, Path folder, String variable) {
        String found = folder + ", " + ByteSize.inWords(SystemFiles.size(folder));
        return Files.isWritable(FileTree.nearestExisting(folder))
                ? Check.ok(name, found)
                : Check.warning(
                        name,
                        found + ", not writable",
                        "What is missing there could not be added. Set " + variable + " to a folder of yours.");
    }

    private Check hubCache() {
        List<CachedModel> models = baseModels.cached();
        long bytes = models.stream().mapToLong(CachedModel::bytes).sum();
        String found =
                baseModels.cacheFolder() + ", " + Count.of(models.size(), "base model") + ", " + ByteSize.inWords(bytes)
                        + (baseModels.isOffline() ? "; downloads are forbidden (HF_HUB_OFFLINE)" : "");
        return Files.isWritable(FileTree.nearestExisting(baseModels.cacheFolder()))
                ? Check.ok("base models", found)
                : Check.warning(
                        "base models",
                        found + ", not writable",
                        "No base model could be downloaded there. Set HF_HUB_CACHE to a folder of yours.");
    }

    static Check models(Path folder) {
        try {
            List<Path> models = ModelsFolder.open(folder).models();
            String found = folder.toAbsolutePath().normalize() + ", " + Count.of(models.size(), "model") + ", "
                    + ByteSize.inWords(SystemFiles.size(folder));
            Path existing = FileTree.nearestExisting(folder);
            return Files.isDirectory(existing) && Files.isWritable(existing)
                    ? Check.ok("trained models", found)
                    : Check.problem(
                            "trained models",
                            found + ", not writable",
                            "A new model could not be saved. Name another folder as " + Setting.MODELS_DIR + ".");
        } catch (UserError e) {
            return Check.problem("trained models", folder + " cannot be used", e.getMessage());
        }
    }

    static Check freeSpace(OptionalLong bytes) {
        if (bytes.isEmpty()) {
            return Check.ok("free disk", "unknown");
        }
        String found = ByteSize.inWords(bytes.getAsLong()) + " where trained models are kept";
        return bytes.getAsLong() >= GOOD_FREE_SPACE
                ? Check.ok("free disk", found)
                : Check.warning(
                        "free disk",
                        found,
                        "A fine-tuned deberta-small takes 0.6 GB, bge-m3 2.3 GB, and while one is replaced both are there."
                                + " Free some, or name a folder on another disk as " + Setting.MODELS_DIR + ".");
    }

    static Check scoreFile(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return Check.ok("labelled emails", file + ", " + ByteSize.inWords(Files.size(file)));
            }
        } catch (IOException e) {
            // Reported below.
        }
        return Check.warning(
                "labelled emails",
                "there is no readable " + file,
                "Put your labelled emails there, one JSON object with subject, body and label per line, or name another file as "
                        + Setting.SCORE_FILE + ".");
    }
}
