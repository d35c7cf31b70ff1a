package io.avocet.cli;

import io.avocet.lab.speed.ModelShape;
import io.avocet.lab.speed.Phase;
import io.avocet.lab.speed.PhaseRequest;
import io.avocet.lab.speed.PhaseRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One phase of {@code avocet lab speed}, which starts it: not for people. */
@Command(name = PhaseRequest.COMMAND, hidden = true, description = "Measures one phase and prints it as JSON.")
public final class SpeedPhaseCommand implements Callable<Integer> {
    private final PhaseRun measurePhase;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--phase", required = true)
    private String phase = "";

    @Option(names = "--model", required = true)
    private String model = "";

    @Option(names = "--checkpoint", required = true)
    private Path checkpoint = Path.of("");

    @Option(names = "--emails", required = true)
    private Path emails = Path.of("");

    @Option(names = "--folder", required = true)
    private Path folder = Path.of("");

    @Option(names = "--repeats", required = true)
    private int repeats;

    @Option(names = "--streamed-emails", required = true)
    private int streamedEmails;

    @Option(names = "--batch-size", required = true)
    private int batchSize;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    public SpeedPhaseCommand(PhaseRun measurePhase, Interruption interruption) {
        this.measurePhase = measurePhase;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        PhaseRequest request = new PhaseRequest(
                Phase.of(phase),
                ModelShape.of(model),
                checkpoint,
                emails,
                folder,
                repeats,
                streamedEmails,
                batchSize,
                compute.choice());
        spec.commandLine()
                .getOut()
                .println(measurePhase.run(request, interruption::isRequested).toJson());
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
