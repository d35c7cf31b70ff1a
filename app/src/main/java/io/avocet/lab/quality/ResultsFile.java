package io.avocet.lab.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Sha256;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import io.avocet.lab.ResultLines;
import io.avocet.words.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The results of a study, one {@link StudyResult} a line, and next to it a folder with the predictions of each run. */
public final class ResultsFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int HASH_DIGITS = 12;

    private final ResultLines<StudyResult> lines;

    private ResultsFile(ResultLines<StudyResult> lines) {
        this.lines = lines;
    }

    /**
     * Opens a file, which need not be there.
     *
     * @throws UserError if a line is no result; a last line that was not written whole is cut off
     */
    public static ResultsFile open(Path file) {
        return new ResultsFile(ResultLines.open(file, StudyResult.class));
    }

    /**
     * Opens a file with results.
     *
     * @throws UserError if it has none, too
     */
    public static ResultsFile of(Path file) {
        ResultsFile opened = open(file);
        if (opened.results().isEmpty()) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    file + " has no results, or is not there. '" + Launcher.command("lab quality --output " + file)
                            + "' fills it.");
        }
        return opened;
    }

    public List<StudyResult> results() {
        return lines.all();
    }

    boolean has(StudyRun run) {
        return result(run).isPresent();
    }

    /** The result of a run, if it is there. */
    Optional<StudyResult> result(StudyRun run) {
        return results().stream().filter(result -> result.run().equals(run)).findFirst();
    }

    /** Where the predictions of a run are, within {@link #predictionsFolder}. */
    static String predictionsName(StudyRun run) {
        try {
            String hash = Sha256.hex(JSON.writeValueAsString(run)).substring(0, HASH_DIGITS);
            return String.join("-", run.set(), run.classifier(), Long.toString(run.seed()), hash) + ".json";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record can always be written", e);
        }
    }

    private Path predictionsFolder() {
        return lines.file().resolveSibling(lines.file().getFileName() + ".predictions");
    }

    /** Writes the predictions, then the line, each whole and at once. */
    StudyResult append(StudyResult result, StudyPredictions predictions) {
        try {
            Files.createDirectories(predictionsFolder());
            AtomicFile.write(
                    predictionsFolder().resolve(result.predictions()), JSON.writeValueAsBytes(predictions.rounded()));
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.SYSTEM,
                    "Cannot write the predictions of " + lines.file() + ": " + e + ". The run can be started again.",
                    e);
        }
        lines.append(result);
        return result;
    }

    /** The predictions of a run. */
    StudyPredictions predictions(StudyResult result) {
        Path path = predictionsFolder().resolve(result.predictions());
        try {
            return JSON.readValue(path.toFile(), StudyPredictions.class);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    path + " cannot be read: " + e.getMessage() + ". Remove the line of " + lines.file()
                            + " that names it, and run the study again.",
                    e);
        }
    }
}
