package io.avocet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.app.FineTuneResult;
import io.avocet.run.RunEvent;
import java.io.PrintWriter;

/** One JSON object a line: {@code type}, {@code message} and the numbers behind it. */
final class JsonRunOutput implements RunOutput {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;

    JsonRunOutput(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void event(RunEvent event) {
        ObjectNode line = JSON.createObjectNode();
        if (event instanceof RunEvent.Progress progress) {
            line.put("type", "progress").put("message", event.message()).put("phase", "training");
            line.put("epoch", progress.epoch()).put("epochs", progress.epochs());
            line.put("update", progress.update()).put("updates", progress.updates());
            line.put("loss", progress.loss()).put("learning_rate", progress.learningRate());
            line.put("eta_seconds", progress.etaSeconds());
        } else if (event instanceof RunEvent.EpochScored scored) {
            line.put("type", "epoch").put("message", event.message()).put("phase", "validation");
            line.put("epochs", scored.epochs()).put("best", scored.best());
            line.setAll((ObjectNode) JSON.valueToTree(scored.epoch()));
        } else {
            line.put("type", event instanceof RunEvent.Warning ? "warning" : "note")
                    .put("message", event.message());
        }
        print(line);
    }

    @Override
    public void result(FineTuneResult result) {
        ObjectNode line = JSON.createObjectNode().put("type", "result");
        line.put("model_dir", result.modelFolder().toAbsolutePath().normalize().toString());
        line.put("val_macro_f1", result.info().valMacroF1());
        line.put("val_accuracy", result.info().valAccuracy());
        line.put("epochs_run", result.info().epochsRun());
        line.put("best_epoch", result.info().bestEpoch());
        line.put("samples_per_second", result.samplesPerSecond());
        line.put("peak_memory_bytes", result.peakMemoryBytes());
        print(line);
    }

    private void print(ObjectNode line) {
        try {
            out.println(JSON.writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of numbers and strings is always JSON", e);
        }
    }
}
