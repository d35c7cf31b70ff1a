package io.avocet.lab.speed;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import io.avocet.app.rehearsal.MadeCheckpoint;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
import io.avocet.file.FileTree;
import io.avocet.hub.BaseModels;
import io.avocet.lab.speed.SpeedReport.ModelResult;
import io.avocet.machine.Processor;
import io.avocet.machine.Versions;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.pretrained.ConfigFile;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.supervisor.ChildJvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how fast this build is on this machine: makes checkpoints of full size and emails, and runs each phase alone in a
 * process of its own. All that it makes is in one folder of the cache, which it deletes.
 */
public final class SpeedStudy {
    private static final String MADE = "made";
    private static final String PREFIX = "speed-";
    private static final int MADE_EMAILS = 512;
    private static final long SEED = 42;

    private final BaseModels baseModels;

    public SpeedStudy(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * Measures all phases of all models, as far as this machine can.
     *
     * @param listener receives each phase when it begins, and its result
     */
    public SpeedReport run(SpeedRequest request, RunListener listener) {
        Path cache = baseModels.ownCacheFolder();
        try {
            Files.createDirectories(cache);
            FileTree.deleteAbandoned(cache, PREFIX + "*");
            Path folder = Files.createTempDirectory(cache, PREFIX);
            try {
                return run(request, folder, listener);
            } finally {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.SYSTEM,
                    "Cannot measure in " + cache + ": " + e + ". Set AVOCET_CACHE to a writable folder,"
                            + " on a disk with 8 GB free for bge-m3, or measure a smaller --model.",
                    e);
        }
    }

    private SpeedReport run(SpeedRequest request, Path folder, RunListener listener) throws IOException {
        Path builtIn = baseModels.resolve(BaseModels.ALL_MINILM_L6_V2).folder();
        List<LabelledEmail> emails = request.scoreFile().isPresent()
                ? ScoreFile.read(request.scoreFile().get(), LabelSet.CANONICAL).rows()
                : MadeEmails.make(builtIn.resolve("tokenizer.json"), MADE_EMAILS, SEED);
        PhaseProcesses measurements = new PhaseProcesses(ChildJvm.ofThisProcess(), listener);
        List<PhaseResult> machine = new ArrayList<>();
        for (Phase phase : request.phases()) {
            if (!phase.isOfModel()) {
                PhaseRequest ofMachine =
                        phaseRequest(request, phase, ModelShape.of(TrainingRecipe.DEFAULT_KEY), folder, folder, folder);
                machine.add(told("machine", listener, phase, () -> measurements.run(ofMachine)));
            }
        }
        List<ModelResult> models = new ArrayList<>();
        for (ModelShape model : request.models()) {
            Path ofModel = Files.createDirectory(folder.resolve(model.key()));
            models.add(measure(request, model, emails, builtIn, ofModel, measurements, listener));
            FileTree.delete(ofModel);
        }
        return new SpeedReport(
                Versions.current(),
                Processor.ofThisMachine().name(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
                request.quick(),
                machine,
                models);
    }

    private ModelResult measure(
            SpeedRequest request,
            ModelShape model,
            List<LabelledEmail> emails,
            Path builtIn,
            Path folder,
            PhaseProcesses measurements,
            RunListener listener)
            throws IOException {
        Path checkpoint;
        if (request.baseModel().isPresent()) {
            checkpoint = baseModels.resolve(request.baseModel().get()).folder();
        } else {
            listener.on(new RunEvent.Note(model.key() + ": making a checkpoint of its shape"));
            checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
            MadeCheckpoint.write(model.key(), builtIn, checkpoint);
        }
        Path all = write(emails, folder.resolve("emails.jsonl"));
        Path one = write(emails.subList(0, 1), folder.resolve("one.jsonl"));
        int ofTraining = request.quick() ? model.trainingEmails() / 2 : model.trainingEmails();
        Path training = write(emails.subList(0, Math.min(ofTraining, emails.size())), folder.resolve("training.jsonl"));
        List<PhaseResult> results = new ArrayList<>();
        for (Phase phase : request.phases()) {
            if (phase.isOfModel()) {
                Path file = phase == Phase.TRAIN ? training : all;
                PhaseRequest asked = phaseRequest(request, phase, model, checkpoint, file, folder);
                results.add(told(
                        model.key(),
                        listener,
                        phase,
                        () -> phase == Phase.START_UP ? measurements.startUp(asked, one) : measurements.run(asked)));
            }
        }
        NetworkConfig config = ConfigFile.read(checkpoint).config();
        return new ModelResult(
                model.key(),
                request.baseModel().orElse(MADE),
                request.scoreFile().map(Path::toString).orElse(MADE),
                ParameterShapes.of(config, config.labels().size()).count(),
                results);
    }

    private static PhaseRequest phaseRequest(
            SpeedRequest request, Phase phase, ModelShape model, Path checkpoint, Path emails, Path folder) {
        return new PhaseRequest(
                phase,
                model,
                checkpoint.toAbsolutePath(),
                emails.toAbsolutePath(),
                folder.toAbsolutePath(),
                request.repeats(),
                request.quick() ? model.streamedEmails() / 4 : model.streamedEmails(),
                model.batchSize(),
                request.compute());
    }

    /** Measures one phase. */
    @FunctionalInterface
    private interface Measurement {
        PhaseResult run() throws IOException;
    }

    private static PhaseResult told(String subject, RunListener listener, Phase phase, Measurement measurement)
            throws IOException {
        listener.on(new RunEvent.Note(subject + ": " + phase.id() + "…"));
        PhaseResult result = measurement.run();
        String text = result.measured()
                .map(measured -> String.format(Locale.ROOT, "%.1f %s", measured.median(), phase.unit()))
                .orElse("not measured: " + result.reason());
        listener.on(new RunEvent.Note(subject + ": " + phase.id() + " " + text));
        return result;
    }

    private static Path write(List<LabelledEmail> emails, Path file) throws IOException {
        JsonMapper json = new JsonMapper();
        List<String> lines = emails.stream()
                .map(row -> json.createObjectNode()
                        .put("subject", row.email().subject())
                        .put("body", row.email().body())
                        .put("label", row.label())
                        .toString())
                .toList();
        return Files.write(file, lines);
    }
}
