package io.avocet.supervisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.avocet.crossval.EvaluationRequest;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.imap.Account;
import io.avocet.store.Uploads;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is asked for. Equal requests are the same run, as long as it is in progress. */
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunRequest.FineTune.class, name = "finetune"),
    @JsonSubTypes.Type(value = RunRequest.Benchmark.class, name = "benchmark"),
    @JsonSubTypes.Type(value = RunRequest.Evaluate.class, name = "evaluate"),
    @JsonSubTypes.Type(value = RunRequest.Import.class, name = "import"),
    @JsonSubTypes.Type(value = RunRequest.Fetch.class, name = "fetch")
})
public sealed interface RunRequest {
    RunKind kind();

    /** What names the run's folder after the time of its start. */
    default String name() {
        return kind().id();
    }

    /** What the command line of the child has for it, next to what is served. */
    List<String> arguments();

    /** For a person, such as {@code fine-tuning of minilm, 8 epochs}. */
    String inWords();

    /**
     * A fine-tuning.
     *
     * @param trainOnAll whether all emails train, and a cross-validation takes the place of the split; absent in JSON if not
     */
    record FineTune(
            @JsonProperty("training") @JsonUnwrapped TrainingParameters training,

            @JsonProperty("train_on_all") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean trainOnAll)
            implements RunRequest {
        /** @throws UserError if there is a split, though all emails train */
        public FineTune {
            require(
                    !trainOnAll || training.split() == null,
                    "train_on_all splits nothing off, so split says nothing. Leave one of the two out.");
        }

        /** With all that is usual for the model. */
        public FineTune(String model, int epochs) {
            this(new TrainingParameters(model, epochs), false);
        }

        @Override
        public RunKind kind() {
            return RunKind.FINETUNE;
        }

        @Override
        public String name() {
            return kind().id() + "-" + training.model();
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(training.arguments());
            if (trainOnAll) {
                arguments.add("--train-on-all");
            }
            return arguments;
        }

        @Override
        public String inWords() {
            return "fine-tuning of " + training.inWords() + (trainOnAll ? ", trained on all emails" : "");
        }
    }

    /**
     * A cross-validation, whose result becomes the saved one.
     *
     * @param training of each fold
     * @param folds parts that the emails are dealt into
     * @param repeats how often they are dealt out anew
     * @param learningCurve whether models are trained on parts of the emails, too
     */
    record Evaluate(
            @JsonProperty("training") @JsonUnwrapped TrainingParameters training,
            @JsonProperty(value = "folds", required = true) int folds,

            @JsonProperty(value = "repeats", required = true)
            int repeats,

            @JsonProperty(value = "learning_curve", required = true)
            boolean learningCurve)
            implements RunRequest {
        /** @throws UserError if a value is not allowed */
        public Evaluate {
            SplitMethod split = training.split() == null ? SplitMethod.GROUPED : training.split();
            new EvaluationRequest.Folds(folds, repeats, split, learningCurve);
        }

        @Override
        public RunKind kind() {
            return RunKind.EVALUATE;
        }

        @Override
        public String name() {
            return kind().id() + "-" + training.model();
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(training.arguments());
            arguments.addAll(List.of("--folds", String.valueOf(folds), "--repeats", String.valueOf(repeats), "--save"));
            if (learningCurve) {
                arguments.add("--learning-curve");
            }
            return arguments;
        }

        @Override
        public String inWords() {
            return "evaluation of " + training.inWords() + ", " + Count.of(folds, "fold")
                    + (repeats == 1 ? "" : ", " + Count.of(repeats, "repeat"))
                    + (learningCurve ? ", learning curve" : "");
        }
    }

    /**
     * A benchmark.
     *
     * @param models names; empty means all that run by default
     * @param save whether the result becomes the saved one
     */
    record Benchmark(
            @JsonProperty(value = "models", required = true) List<String> models,

            @JsonProperty(value = "include_slow", required = true)
            boolean includeSlow,

            @JsonProperty(value = "save", required = true) boolean save)
            implements RunRequest {
        /** Not more than a command line takes. */
        private static final int MOST_MODELS = 100;

        /** What the command line could take for an option or for a file of options is no name. */
        private static final Pattern NAME = Pattern.compile("[^-@\\p{C}\\s,][^\\p{C},]{0,199}");

        /** @throws UserError if a name cannot be one; whether there is such a model, the run itself finds out */
        public Benchmark {
            models = List.copyOf(models);
            require(
                    models.size() <= MOST_MODELS,
                    models.size() + " models are named. Allowed: " + MOST_MODELS + " at most.");
            for (String model : models) {
                require(
                        NAME.matcher(model).matches(),
                        "'" + Shown.text(model)
                                + "' cannot name a model. A name has up to 200 characters, no comma, and begins"
                                + " with neither '-' nor '@' nor a space.");
            }
        }

        @Override
        public RunKind kind() {
            return RunKind.BENCHMARK;
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of(save ? "--save" : "--score"));
            if (includeSlow) {
                arguments.add("--include-slow");
            }
            if (!models.isEmpty()) {
                arguments.add("--models"); // last: it takes all that follows
                arguments.addAll(models);
            }
            return arguments;
        }

        @Override
        public String inWords() {
            return "benchmark of "
                    + (models.isEmpty()
                            ? includeSlow ? "all models" : "all models that are not slow"
                            : String.join(", ", models));
        }
    }

    /**
     * An import of uploaded mail into the mail store.
     *
     * @param upload names the file
     */
    record Import(
            @JsonProperty(value = "upload", required = true) String upload) implements RunRequest {
        /** @throws UserError if that names no upload; whether it is still there, the run itself finds out */
        public Import {
            require(
                    Uploads.isId(upload),
                    "'" + Shown.text(upload) + "' names no upload. Upload a file first; the answer names it.");
        }

        @Override
        public RunKind kind() {
            return RunKind.IMPORT;
        }

        /** None: what is imported, and where to, is where the server says. */
        @Override
        public List<String> arguments() {
            return List.of();
        }

        @Override
        public String inWords() {
            return "import of mail";
        }
    }

    /**
     * A fetch of new mail into the mail store.
     *
     * @param account by its name
     */
    record Fetch(
            @JsonProperty(value = "account", required = true)
            String account) implements RunRequest {
        /** @throws UserError if that names no account; whether there is one, the run itself finds out */
        public Fetch {
            require(
                    Account.isName(account),
                    "'" + Shown.text(account) + "' names no account. /api/mail/accounts lists those that there are.");
        }

        @Override
        public RunKind kind() {
            return RunKind.FETCH;
        }

        @Override
        public List<String> arguments() {
            return List.of(account);
        }

        @Override
        public String inWords() {
            return "fetch of mail from the account " + account;
        }
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new UserError(UserError.Kind.BAD_INPUT, message);
        }
    }
}
