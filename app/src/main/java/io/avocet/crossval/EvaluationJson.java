package io.avocet.crossval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.eval.ConfusionJson;
import io.avocet.eval.Interval;
import io.avocet.eval.PairedBootstrap;
import io.avocet.file.AtomicFile;
import io.avocet.file.DiskTrouble;
import io.avocet.file.SavedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** An evaluation as JSON: {@code data/evaluation.json}. The same evaluation gives the same bytes. */
public final class EvaluationJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SavedJson SAVED =
            new SavedJson("an evaluation", EvaluationJson::isWhole, "Evaluate again: finished folds are kept.");

    private EvaluationJson() {}

    /** The evaluation as a tree. The only words of emails in it are the subjects of those whose labels are doubtful. */
    public static ObjectNode toJson(Evaluation evaluation) {
        ObjectNode root = JSON.createObjectNode();
        root.put("model", evaluation.model());
        root.put("base_model", evaluation.baseModel());
        root.put("folds", evaluation.folds().count());
        root.put("repeats", evaluation.folds().repeats());
        root.put("split", evaluation.folds().split().toString());
        root.put("seed", evaluation.seed());
        root.put("rows", evaluation.rows().size());
        root.put("groups", evaluation.groups().count());
        root.put("data_hash", evaluation.dataHash());
        root.set("labels", JSON.valueToTree(evaluation.labels().names()));
        root.setAll(score(evaluation.score()));
        root.set("best_epochs", JSON.valueToTree(evaluation.bestEpochs()));
        ConfusionJson.addTo(root, evaluation.score().confusion());
        ObjectNode baselines = root.putObject("baselines");
        for (BaselineScore baseline : evaluation.baselines()) {
            PairedBootstrap difference = baseline.difference();
            ObjectNode node = score(baseline.score());
            node.put("verdict", difference.verdict().words());
            node.put("difference", difference.difference());
            node.set("difference_interval", interval(difference.interval()));
            baselines.set(baseline.score().name(), node);
        }
        root.set("calibration", JSON.valueToTree(evaluation.calibration()));
        root.set("coverage", JSON.valueToTree(evaluation.calibration().decided()));
        root.set("coverage_curve", JSON.valueToTree(evaluation.coverage().curve()));
        evaluation.newestFifth().ifPresent(newest -> root.set("newest_fifth", newestFifth(newest)));
        evaluation.learningCurve().ifPresent(curve -> addLearningCurve(root, curve));
        ArrayNode doubtful = root.putArray("doubtful_labels");
        evaluation.doubted().forEach(doubted -> doubtful.add(RowJson.doubted(doubted)));
        return root;
    }

    private static ObjectNode newestFifth(CrossValidated newest) {
        ObjectNode node = score(newest);
        node.remove("fold_macro_f1");
        return node.put("rows", newest.confusion().total());
    }

    private static void addLearningCurve(ObjectNode root, LearningCurve curve) {
        ArrayNode points = root.putArray("learning_curve");
        for (LearningCurve.Point point : curve.points()) {
            points.add(JSON.createObjectNode()
                    .put("percent", point.percent())
                    .put("rows", point.learned())
                    .setAll(score(point.score())));
        }
        root.putObject("last_quarter")
                .put("difference", curve.lastQuarter().difference())
                .set("interval", interval(curve.lastQuarter().interval()));
    }

    private static ObjectNode score(CrossValidated score) {
        ObjectNode node = JSON.createObjectNode();
        node.put("macro_f1", score.confusion().macroF1Supported());
        node.set("interval", interval(score.macroF1()));
        node.put("accuracy", score.confusion().accuracy());
        node.set("accuracy_interval", interval(score.accuracy()));
        node.set("fold_macro_f1", JSON.valueToTree(score.foldMacroF1()));
        return node;
    }

    private static JsonNode interval(Interval interval) {
        return JSON.createArrayNode().add(interval.low()).add(interval.high());
    }

    /**
     * Writes the file next to its place and moves it there.
     *
     * @throws io.avocet.error.UserError if that cannot be
     */
    public static void save(ObjectNode evaluation, Path file) {
        byte[] bytes = (evaluation.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw DiskTrouble.writing(file, bytes.length, e);
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @return empty if nothing was saved yet
     * @throws io.avocet.error.UserError if the file is damaged or cannot be read
     */
    public static Optional<ObjectNode> read(Path file) {
        return SAVED.read(file);
    }

    private static boolean isWhole(ObjectNode root) {
        return root.path("model").isTextual()
                && root.path("rows").isInt()
                && root.path("labels").isArray()
                && Stream.of("macro_f1", "accuracy").map(root::path).allMatch(JsonNode::isNumber)
                && Stream.of("interval", "accuracy_interval").map(root::path).allMatch(EvaluationJson::isInterval)
                && Stream.of("baselines", "per_label", "calibration")
                        .map(root::path)
                        .allMatch(JsonNode::isObject);
    }

    private static boolean isInterval(JsonNode node) {
        return node.size() == 2 && node.path(0).isNumber() && node.path(1).isNumber();
    }
}
