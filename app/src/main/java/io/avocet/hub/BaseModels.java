package io.avocet.hub;

import io.avocet.error.UserError;
import io.avocet.words.Launcher;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds base models: a folder, the built-in ones, the local Hugging Face cache, and the Hub, which fills that cache. */
public final class BaseModels {
    /** The id of the sentence encoder that comes with the program. */
    public static final String ALL_MINILM_L6_V2 = PackagedEncoder.ALL_MINILM_L6_V2.id();

    private final Map<String, String> environment;
    private final CacheFolders caches;
    private final HuggingFaceCache cache;
    private final HubMachine machine;

    /**
     * Looks where these environment variables say.
     *
     * @param environment {@code System.getenv()}, or what a test gives
     */
    public BaseModels(Map<String, String> environment) {
        this(environment, HubMachine.real());
    }

    BaseModels(Map<String, String> environment, HubMachine machine) {
        this.environment = Map.copyOf(environment);
        this.caches = CacheFolders.of(environment);
        this.cache = new HuggingFaceCache(caches.huggingFace());
        this.machine = machine;
    }

    /**
     * Finds a base model on this machine; nothing is downloaded.
     *
     * @param idOrFolder an existing folder, the id of a built-in model, or a Hugging Face id {@code org/name};
     *     a {@link UserError} says where it was looked for
     */
    public BaseModel resolve(String idOrFolder) {
        if (isFolder(idOrFolder)) {
            return new BaseModel(idOrFolder, Path.of(idOrFolder));
        }
        Optional<PackagedEncoder> packaged = PackagedEncoder.find(idOrFolder);
        if (packaged.isPresent()) {
            return new BaseModel(idOrFolder, packaged.get().folder(caches.avocet()));
        }
        requireId(idOrFolder);
        CachedRepository.Found found = cache.find(idOrFolder);
        return new BaseModel(idOrFolder, found.snapshot().orElseThrow(() -> notCached(idOrFolder, found.whyNot())));
    }

    /** The same, but an id that is not in the cache is downloaded, unless {@code HF_HUB_OFFLINE} forbids it. */
    public BaseModel resolve(String idOrFolder, DownloadListener listener) {
        if (!isId(idOrFolder) || isOffline() || isHere(idOrFolder)) {
            return resolve(idOrFolder);
        }
        return download(idOrFolder, listener);
    }

    /** Whether a model is on this machine, so that {@link #resolve} needs no network; false too for what is no model at all. */
    public boolean isHere(String idOrFolder) {
        return isFolder(idOrFolder)
                || isBuiltIn(idOrFolder)
                || (isId(idOrFolder) && cache.find(idOrFolder).snapshot().isPresent());
    }

    /** Brings the newest version of a model from the Hub into the cache, as far as it is not there. */
    public BaseModel download(String id, DownloadListener listener) {
        requireId(id);
        if (isOffline()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "HF_HUB_OFFLINE is set, so the base model " + id + " is not downloaded. Unset it, and run again.");
        }
        HubSettings settings = HubSettings.of(environment);
        listener.note("Downloading the base model " + id + " from " + settings.endpoint() + " into " + cache.root());
        return new BaseModel(id, new HubDownload(settings, cache.repository(id), machine, listener).run());
    }

    /** The models in the Hugging Face cache, by id. */
    public List<CachedModel> cached() {
        return cache.models();
    }

    /** What the Hugging Face cache holds of a model. */
    public Optional<CachedModel> cached(String id) {
        return isId(id) ? cache.model(id) : Optional.empty();
    }

    /** Deletes a model from the Hugging Face cache, with all its versions. */
    public void remove(CachedModel model) {
        cache.remove(model.id());
    }

    /** The folder of the Hugging Face cache. */
    public Path cacheFolder() {
        return cache.root();
    }

    /** The folder of this program's own cache. */
    public Path ownCacheFolder() {
        return caches.avocet();
    }

    /** Whether it is the id of a model in a jar on the class path, which needs no Hub. */
    public static boolean isBuiltIn(String id) {
        return PackagedEncoder.find(id).isPresent();
    }

    /** Whether the text is an id that is looked for on the Hub, which a built-in model's is not. */
    public static boolean isId(String text) {
        return HuggingFaceCache.isId(text) && !isBuiltIn(text);
    }

    /** Whether the environment forbids downloads. */
    public boolean isOffline() {
        return HubSettings.isOffline(environment);
    }

    private static void requireId(String text) {
        if (!isId(text)) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "There is no base model '" + text + "'; allowed is an existing folder, the built-in "
                            + ALL_MINILM_L6_V2 + ", or a Hugging Face id such as microsoft/deberta-v3-small.");
        }
    }

    private UserError notCached(String id, String why) {
        return new UserError(
                UserError.Kind.NOT_FOUND,
                "The base model " + id + " is not on this machine: " + why + ". "
                        + (isOffline() ? "HF_HUB_OFFLINE forbids downloading it: unset it, and fetch" : "Fetch")
                        + " it with '" + Launcher.command("models pull " + id)
                        + "', or use a checkpoint folder in its place.");
    }

    private static boolean isFolder(String text) {
        try {
            return !text.isEmpty() && Files.isDirectory(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
