package io.avocet.cli;

import io.avocet.app.PrepareMail;
import io.avocet.app.PrepareRequest;
import io.avocet.data.LabelSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avocet prepare-mail}: a child process of a server. It ends when all is prepared, and says nothing. */
@Command(
        name = "prepare-mail",
        hidden = true,
        description = "Predicts the emails of the mail store and computes their vectors, for a server.")
public final class PrepareMailCommand implements Callable<Integer> {
    private final PrepareMail prepareMail;
    private final Installation installation;
    private final Interruption interruption;

    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private ScoreFileOption scoreFile = new ScoreFileOption();

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Mixin
    private LabelsOption labels = new LabelsOption();

    @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with.")
    private int threads = 1;

    public PrepareMailCommand(PrepareMail prepareMail, Installation installation, Interruption interruption) {
        this.prepareMail = prepareMail;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        PrepareRequest request = new PrepareRequest(
                store.file(installation),
                scoreFile.file(installation),
                modelsDir.folder(installation),
                LabelSet.ofFile(labels.file()),
                threads);
        prepareMail.run(request, new InterruptibleListener(interruption, event -> {}));
        return ExitCodes.OK;
    }
}
