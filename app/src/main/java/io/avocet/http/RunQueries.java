package io.avocet.http;

import io.avocet.crossval.EvaluationRequest.Folds;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.eval.Calibration;
import io.avocet.imap.Account;
import io.avocet.imap.SecretSource;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import io.avocet.supervisor.MailPaths;
import io.avocet.supervisor.RunKind;
import io.avocet.supervisor.RunRequest;
import io.avocet.supervisor.TrainingParameters;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which run the parameters of an address ask for. */
final class RunQueries {
    private static final List<String> TRAINING =
            List.of("model", "epochs", "learning_rate", "seed", "split", "target_accuracy");
    private static final List<String> FINE_TUNING =
            Stream.concat(TRAINING.stream(), Stream.of("train_on_all")).toList();
    private static final List<String> EVALUATION = Stream.concat(
                    TRAINING.stream(), Stream.of("folds", "repeats", "learning_curve"))
            .toList();

    private final ModelRoutes models;
    private final MailPaths mail;

    /**
     * @param models knows which a benchmark could run
     * @param mail what an import or a fetch could read
     */
    RunQueries(ModelRoutes models, MailPaths mail) {
        this.models = models;
        this.mail = mail;
    }

    /** @throws UserError if a parameter is unknown, or its value not allowed */
    RunRequest request(RunKind kind, @Nullable String queryString) {
        return switch (kind) {
            case FINETUNE -> fineTuning(Query.parse(queryString, FINE_TUNING));
            case BENCHMARK -> benchmark(Query.parse(queryString, List.of("models", "include_slow", "save")));
            case EVALUATE -> evaluation(Query.parse(queryString, EVALUATION));
            case IMPORT -> importing(Query.parse(queryString, List.of("upload")));
            case FETCH -> fetching(Query.parse(queryString, List.of("account")));
        };
    }

    private static TrainingParameters training(Query query) {
        return TrainingParameters.of(
                query.value("model").orElse(TrainingRecipe.DEFAULT_KEY),
                query.integer("epochs", "1 to " + TrainingSettings.MAX_EPOCHS),
                query.decimal("learning_rate", "above 0, at most 1"),
                query.longInteger("seed"),
                query.choice("split", SplitMethod.values()),
                query.decimal(
                        "target_accuracy",
                        Calibration.LEAST_TARGET_ACCURACY + " to " + Calibration.MOST_TARGET_ACCURACY));
    }

    private static RunRequest fineTuning(Query query) {
        return new RunRequest.FineTune(training(query), query.flag("train_on_all"));
    }

    private static RunRequest evaluation(Query query) {
        return new RunRequest.Evaluate(
                training(query),
                query.integer("folds", Folds.LEAST + " to " + Folds.MOST).orElse(Folds.DEFAULT_COUNT),
                query.integer("repeats", "1 to " + Folds.MOST).orElse(Folds.DEFAULT_REPEATS),
                query.flag("learning_curve"));
    }

    private RunRequest importing(Query query) {
        String upload = query.value("upload")
                .orElseThrow(() -> new UserError(
                        UserError.Kind.BAD_INPUT,
                        "The parameter upload is missing. Upload a file first; the answer names it."));
        RunRequest request = new RunRequest.Import(upload);
        if (mail.uploads().find(upload).isEmpty()) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "This upload is not there any more: it was imported, or the server has started again since. Upload"
                            + " the file again.");
        }
        return request;
    }

    private RunRequest fetching(Query query) {
        String name = query.value("account")
                .orElseThrow(() -> new UserError(
                        UserError.Kind.BAD_INPUT,
                        "The parameter account is missing. /api/mail/accounts lists those that there are."));
        RunRequest request = new RunRequest.Fetch(name);
        Account account = mail.accounts().account(name);
        if (account.secret().kind() == SecretSource.Kind.TYPED) {
            mail.secrets().of(account); // refuses an account whose password is not here
        }
        return request;
    }

    private RunRequest benchmark(Query query) {
        List<String> names = query.value("models").stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .distinct()
                .toList();
        RunRequest.Benchmark request = new RunRequest.Benchmark(names, query.flag("include_slow"), query.flag("save"));
        models.registry().select(request.models(), request.includeSlow()); // refuses a name that nothing has
        return request;
    }
}
