package io.avocet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.app.FineTuneResult;
import io.avocet.crossval.Evaluation;
import io.avocet.crossval.EvaluationJson;
import io.avocet.review.Review;
import io.avocet.review.ReviewJson;
import io.avocet.run.RunEvent;
import io.avocet.trained.ValidationMethod;
import java.io.PrintWriter;

/** A run as {@link JsonLines}. */
final class JsonRunOutput implements RunOutput {
    private final JsonLines lines;

    JsonRunOutput(PrintWriter out) {
        this.lines = new JsonLines(out);
    }

    @Override
    public void event(RunEvent event) {
        lines.progress(event);
    }

    @Override
    public void result(FineTuneResult result) {
        ObjectNode line = JsonLines.typed("result");
        line.put("model_dir", result.modelFolder().toAbsolutePath().normalize().toString());
        line.put("val_macro_f1", result.info().valMacroF1());
        line.put("val_accuracy", result.info().valAccuracy());
        ValidationMethod validation = result.info().validation();
        if (validation != null) {
            line.put("validation", validation.toString());
        }
        line.put("epochs_run", result.info().epochsRun());
        line.put("best_epoch", result.info().bestEpoch());
        line.put("samples_per_second", result.samplesPerSecond());
        line.put("peak_memory_bytes", result.peakMemoryBytes());
        lines.print(line);
    }

    @Override
    public void result(Evaluation evaluation) {
        ObjectNode line = JsonLines.typed("result");
        lines.print(line.setAll(EvaluationJson.toJson(evaluation)));
    }

    @Override
    public void result(Review review, int limit) {
        review.doubted().stream()
                .limit(limit)
                .forEach(doubted -> lines.print(JsonLines.typed("row").setAll(ReviewJson.row(doubted))));
        lines.print(JsonLines.typed("result").setAll(ReviewJson.summary(review)));
    }
}
