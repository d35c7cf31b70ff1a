package io.avocet.hub;

import io.avocet.error.UserError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Finds base models: a folder, the built-in model, the local Hugging Face cache. Nothing is downloaded. */
public final class BaseModels {
    /** The id of the model that comes with the program. */
    public static final String MINI_BASE = "avocet/mini-base";

    private final CacheFolders caches;

    /**
     * Looks where these environment variables say.
     *
     * @param environment {@code System.getenv()}, or what a test gives
     */
    public BaseModels(Map<String, String> environment) {
        this.caches = CacheFolders.of(environment);
    }

    /**
     * Finds a base model on this machine.
     *
     * @param idOrFolder an existing folder, {@link #MINI_BASE}, or a Hugging Face id {@code org/name}; a {@link
     * UserError}     says where it was looked for
     */
    public BaseModel resolve(String idOrFolder) {
        if (isFolder(idOrFolder)) {
            return new BaseModel(idOrFolder, Path.of(idOrFolder));
        }
        if (idOrFolder.equals(MINI_BASE)) {
            return new BaseModel(idOrFolder, new BuiltInModel(caches.avocet()).folder());
        }
        if (HuggingFaceCache.isId(idOrFolder)) {
            return new BaseModel(idOrFolder, new HuggingFaceCache(caches.huggingFace()).snapshot(idOrFolder));
        }
        throw new UserError(
                UserError.Kind.NOT_FOUND,
                "There is no base model '" + idOrFolder + "'; allowed is an existing folder, the built-in " + MINI_BASE
                        + ", or a Hugging Face id such as microsoft/deberta-v3-small.");
    }

    private static boolean isFolder(String text) {
        try {
            return !text.isEmpty() && Files.isDirectory(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
