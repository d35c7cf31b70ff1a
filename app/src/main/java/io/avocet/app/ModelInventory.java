package io.avocet.app;

import io.avocet.app.ModelListing.Base;
import io.avocet.app.ModelListing.State;
import io.avocet.app.ModelListing.Trained;
import io.avocet.error.UserError;
import io.avocet.file.FileTree;
import io.avocet.hub.BaseModel;
import io.avocet.hub.BaseModels;
import io.avocet.hub.CachedModel;
import io.avocet.hub.DownloadListener;
import io.avocet.trained.ModelsFolder;
import io.avocet.trained.TrainingInfo;
import io.avocet.words.Launcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which base and trained models there are; brings base models here and deletes them. */
public final class ModelInventory {
    private final BaseModels baseModels;
    private final List<KnownModel> known;

    /** @param known the base models that have names */
    public ModelInventory(BaseModels baseModels, List<KnownModel> known) {
        this.baseModels = baseModels;
        this.known = List.copyOf(known);
    }

    /** All models. */
    public ModelListing list(Path modelsFolder) {
        List<Base> base = new ArrayList<>();
        for (KnownModel model : known) {
            base.add(entry(Optional.of(model.name()), model.id(), baseModels.cached(model.id())));
        }
        for (CachedModel model : baseModels.cached()) {
            if (known.stream().noneMatch(named -> named.id().equals(model.id()))) {
                base.add(entry(Optional.empty(), model.id(), Optional.of(model)));
            }
        }
        List<Trained> trained = ModelsFolder.open(modelsFolder).models().stream()
                .map(ModelInventory::trained)
                .toList();
        return new ModelListing(base, baseModels.cacheFolder(), ScoreGroups.of(trained));
    }

    private static Base entry(Optional<String> name, String id, Optional<CachedModel> cached) {
        if (BaseModels.isBuiltIn(id)) {
            return new Base(name, id, State.BUILT_IN, 0);
        }
        return cached.map(model -> new Base(name, id, state(model), model.bytes()))
                .orElseGet(() -> new Base(name, id, State.NOT_CACHED, 0));
    }

    private static State state(CachedModel model) {
        if (!model.whole()) {
            return State.INCOMPLETE;
        }
        return model.damaged() ? State.DAMAGED : State.CACHED;
    }

    private static Trained trained(Path folder) {
        String name = String.valueOf(folder.getFileName());
        long bytes = FileTree.bytes(folder);
        try {
            TrainingInfo info = TrainingInfo.read(folder);
            return new Trained(name, folder, bytes, Optional.of(info), TrainingInfo.isCrossValidated(folder));
        } catch (UserError e) {
            return new Trained(name, folder, bytes, Optional.empty(), false);
        }
    }

    /**
     * Brings a base model here in its newest version.
     *
     * @param nameOrId of a known model, or any id of the Hub
     */
    public BaseModel pull(String nameOrId, DownloadListener listener) {
        String id = id(nameOrId);
        return BaseModels.isBuiltIn(id) ? baseModels.resolve(id) : baseModels.download(id, listener);
    }

    /**
     * Deletes a base model from the cache. Trained models are refused: they cannot be fetched again.
     *
     * @param before called with what will be removed, before it is
     */
    public void remove(String nameOrId, Path modelsFolder, Consumer<CachedModel> before) {
        for (Path trained : ModelsFolder.open(modelsFolder).models()) {
            if (String.valueOf(trained.getFileName()).equals(nameOrId)) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        nameOrId
                                + " is a model that you trained, which could not be fetched again, so it is not removed"
                                + " by this command. If you do not need it, delete the folder "
                                + trained.toAbsolutePath().normalize() + ".");
            }
        }
        String id = id(nameOrId);
        if (BaseModels.isBuiltIn(id)) {
            throw new UserError(UserError.Kind.BAD_INPUT, nameOrId + " is part of Avocet; there is nothing to remove.");
        }
        CachedModel model = baseModels
                .cached(id)
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NOT_FOUND,
                        "The base model " + id + " is not in the Hugging Face cache " + baseModels.cacheFolder() + ". '"
                                + Launcher.command("models") + "' shows what is."));
        before.accept(model);
        baseModels.remove(model);
    }

    private String id(String nameOrId) {
        Optional<String> id = known.stream()
                .filter(model -> model.name().equals(nameOrId))
                .map(KnownModel::id)
                .findFirst();
        if (id.isEmpty() && !BaseModels.isId(nameOrId) && !BaseModels.isBuiltIn(nameOrId)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "There is no base model '" + nameOrId + "'; allowed is one of "
                            + String.join(
                                    ", ", known.stream().map(KnownModel::name).toList())
                            + ", or a Hugging Face id such as microsoft/deberta-v3-small.");
        }
        return id.orElse(nameOrId);
    }
}
