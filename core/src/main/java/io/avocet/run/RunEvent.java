package io.avocet.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;

/**
 * What a run reports while it is in progress: a sentence for a person, numbers for a page. No event holds an email's text. In
 * JSON each has its {@code phase}; a number that is not finite, which JSON cannot hold, is left out.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase", defaultImpl = RunEvent.Note.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.Note.class, name = "note"),
    @JsonSubTypes.Type(value = RunEvent.Warning.class, name = "warning"),
    @JsonSubTypes.Type(value = RunEvent.Progress.class, name = "training"),
    @JsonSubTypes.Type(value = RunEvent.EpochScored.class, name = "validation"),
    @JsonSubTypes.Type(value = RunEvent.EmailsDone.class, name = "benchmark"),
    @JsonSubTypes.Type(value = RunEvent.FoldScored.class, name = "fold")
})
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NotFinite.class)
public sealed interface RunEvent {
    /** One line for a person. */
    @JsonProperty("message")
    String message();

    /** What was decided or is being done. */
    record Note(@JsonProperty("message") String message) implements RunEvent {}

    /** Something that the user may want to change. */
    record Warning(@JsonProperty("message") String message) implements RunEvent {}

    /**
     * One update is done.
     *
     * @param update updates done, over all epochs
     * @param updates updates of all epochs
     * @param loss training loss of this update
     * @param etaSeconds time left if no epoch is saved
     */
    record Progress(
            @JsonProperty("epoch") int epoch,
            @JsonProperty("epochs") int epochs,
            @JsonProperty("update") int update,
            @JsonProperty("updates") int updates,
            @JsonProperty("loss") double loss,
            @JsonProperty("learning_rate") double learningRate,
            @JsonProperty("eta_seconds") double etaSeconds)
            implements RunEvent {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Epoch %d/%d  update %d/%d  loss %.4f  learning rate %.2e  %s left",
                    epoch,
                    epochs,
                    update,
                    updates,
                    loss,
                    learningRate,
                    duration(etaSeconds));
        }
    }

    /**
     * One epoch is done and scored on the validation rows.
     *
     * @param epoch its numbers are this event's in JSON; its own name is seen nowhere
     * @param best whether this is the best epoch so far
     */
    record EpochScored(
            @JsonProperty("record") @JsonUnwrapped EpochRecord epoch,
            @JsonProperty("epochs") int epochs,
            @JsonProperty("best") boolean best)
            implements RunEvent {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Epoch %d/%d  loss %.4f  validation macro-F1 %.3f  accuracy %.3f  (%s)%s",
                    epoch.epoch(),
                    epochs,
                    epoch.loss(),
                    epoch.macroF1(),
                    epoch.accuracy(),
                    duration(epoch.seconds()),
                    best ? "  best so far" : "");
        }
    }

    /**
     * One row of a benchmark, a model or a baseline, has classified some emails.
     *
     * @param modelNumber its place among all rows, baselines included, in the order in which they run, from 1
     * @param models all rows
     * @param etaSeconds time left for this model
     */
    record EmailsDone(
            @JsonProperty("model") String model,
            @JsonProperty("model_number") int modelNumber,
            @JsonProperty("models") int models,
            @JsonProperty("emails_done") int emailsDone,
            @JsonProperty("emails") int emails,
            @JsonProperty("emails_per_second") double emailsPerSecond,
            @JsonProperty("eta_seconds") double etaSeconds)
            implements RunEvent {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d of %d emails, %s a second, %s left",
                    model,
                    emailsDone,
                    emails,
                    rate(emailsPerSecond),
                    duration(etaSeconds));
        }
    }

    /**
     * One fold of an evaluation is finished: its model has predicted the emails that were held out.
     *
     * @param name such as {@code Fold 3 of 5}
     * @param done folds that are finished
     * @param folds all of them
     * @param emails that were held out
     * @param macroF1 on them
     * @param accuracy on them
     * @param bestEpoch whose weights were kept, from 1
     */
    record FoldScored(
            @JsonProperty("name") String name,
            @JsonProperty("folds_done") int done,
            @JsonProperty("folds") int folds,
            @JsonProperty("emails") int emails,
            @JsonProperty("macro_f1") double macroF1,
            @JsonProperty("accuracy") double accuracy,
            @JsonProperty("best_epoch") int bestEpoch)
            implements RunEvent {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "%s: held-out macro-F1 %.3f, accuracy %.3f on %d emails (epoch %d). Finished: %d of %d.",
                    name,
                    macroF1,
                    accuracy,
                    emails,
                    bestEpoch,
                    done,
                    folds);
        }
    }

    /** A rate for a person: nobody needs to know hundreds to a tenth. */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%.0f", perSecond);
    }

    /** Seconds as a person says them, such as {@code 2 min 05 s}. */
    static String duration(double seconds) {
        long rounded = Math.round(seconds);
        if (rounded < 60) {
            return rounded + " s";
        }
        if (rounded < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", rounded / 60, rounded % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", rounded / 3600, rounded % 3600 / 60);
    }
}
