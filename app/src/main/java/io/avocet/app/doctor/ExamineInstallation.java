package io.avocet.app.doctor;

import io.avocet.app.doctor.Diagnosis.Section;
import io.avocet.hub.BaseModels;
import io.avocet.machine.CudaLoader;
import io.avocet.machine.NvidiaDriver;
import io.avocet.tensor.EngineFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at this installation and this machine: what Avocet has here, and what it lacks. Changes nothing. */
public final class ExamineInstallation {
    private final BaseModels baseModels;
    private final Map<String, String> environment;

    public ExamineInstallation(BaseModels baseModels, Map<String, String> environment) {
        this.baseModels = baseModels;
        this.environment = Map.copyOf(environment);
    }

    /**
     * All checks; whatever fails is a check that says so.
     *
     * @param scoreFile where labelled emails are by default
     */
    public Diagnosis run(Path modelsFolder, Path scoreFile) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Avocet", ProgramChecks.avocet()));
        sections.add(new Section("Java", ProgramChecks.java()));
        int cudaDevices = 0;
        List<Check> engine;
        try {
            EngineFacts facts = EngineFacts.read();
            engine = EngineChecks.all(facts);
            cudaDevices = facts.cudaDevices();
        } catch (LinkageError | IOException e) {
            engine = List.of(EngineChecks.broken(e));
        }
        sections.add(new Section("Machine", MachineChecks.all(environment)));
        sections.add(new Section("Engine", engine));
        Optional<NvidiaDriver> driver = NvidiaDriver.find();
        sections.add(new Section(
                "GPU",
                CudaLoader.isCudaBuild()
                        ? GpuChecks.withCuda(driver, CudaLoader.find(), CudaLoader.broken(), cudaDevices)
                        : GpuChecks.withoutCuda(driver)));
        sections.add(new Section("Folders", new FolderChecks(baseModels).all(modelsFolder, scoreFile)));
        return new Diagnosis(sections);
    }
}
