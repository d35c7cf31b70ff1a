package io.avocet.cli;

import io.avocet.app.doctor.Check;
import io.avocet.app.doctor.Diagnosis;
import io.avocet.app.doctor.ExamineInstallation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks this installation and this machine, and says what is wrong and what to do.")
public final class DoctorCommand implements Callable<Integer> {
    private final ExamineInstallation examineInstallation;
    private final Installation installation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    public DoctorCommand(ExamineInstallation examineInstallation, Installation installation) {
        this.examineInstallation = examineInstallation;
        this.installation = installation;
    }

    @Override
    public Integer call() {
        Diagnosis diagnosis = examineInstallation.run(modelsDir.folder(installation), installation.defaultScoreFile());
        if (json) {
            DiagnosisOutput.json(diagnosis, spec.commandLine().getOut());
        } else {
            DiagnosisOutput.text(diagnosis, spec.commandLine().getOut());
        }
        return diagnosis.count(Check.State.PROBLEM) == 0 ? ExitCodes.OK : ExitCodes.PROBLEM;
    }
}
