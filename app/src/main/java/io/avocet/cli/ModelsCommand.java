package io.avocet.cli;

import io.avocet.app.ModelInventory;
import io.avocet.app.ModelListing;
import io.avocet.hub.BaseModel;
import io.avocet.words.ByteSize;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code avocet models}, with {@code list}, {@code pull} and {@code remove}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists base models and trained models; fetches and removes base models.")
public final class ModelsCommand implements Callable<Integer> {
    private final ModelInventory inventory;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Option(names = "--json", description = "The list as one JSON object.")
    private boolean json;

    public ModelsCommand(ModelInventory inventory, Installation installation, Interruption interruption) {
        this.inventory = inventory;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        return list(json);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists what can be fetched, what is cached, what was trained (also without 'list').")
    int list(@Option(names = "--json", description = "The list as one JSON object.") boolean asJson) {
        ModelListing listing = inventory.list(modelsFolder());
        PrintWriter out = spec.commandLine().getOut();
        if (asJson || json) {
            ListingOutput.json(listing, out);
        } else {
            ListingOutput.text(listing, out);
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "pull",
            mixinStandardHelpOptions = true,
            description = "Brings a base model from the Hugging Face Hub into the local cache, in its newest version.")
    int pull(
            @Parameters(paramLabel = "NAME_OR_ID", description = "Such as deberta-small or microsoft/deberta-v3-small.")
                    String model) {
        DownloadOutput output =
                new DownloadOutput(spec.commandLine().getErr(), installation.isTerminal(), interruption::isRequested);
        BaseModel pulled;
        try {
            pulled = inventory.pull(model, output);
        } finally {
            output.end();
        }
        println(pulled.id() + " is in " + pulled.folder());
        return ExitCodes.OK;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Deletes a base model from the local cache. Trained models are left alone.")
    int remove(@Parameters(paramLabel = "NAME_OR_ID", description = "As 'avocet models' shows it.") String model) {
        inventory.remove(
                model,
                modelsFolder(),
                cached -> println(
                        "Removing " + cached.folder() + ", which frees " + ByteSize.inWords(cached.bytes()) + "…"));
        println("Removed.");
        return ExitCodes.OK;
    }

    private Path modelsFolder() {
        return modelsDir.folder(installation);
    }

    private void println(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
