package io.avocet.supervisor;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Email;
import java.nio.file.Path;
import java.util.List;

/**
 * A line that a {@link ClassificationWorker} writes to its child: classify these.
 *
 * @param modelFolder absolute
 */
public record WorkerQuestion(
        @JsonProperty(value = "model_dir", required = true) String modelFolder,
        @JsonProperty(value = "emails", required = true) List<Email> emails) {
    private static final JsonMapper JSON = new JsonMapper();

    public WorkerQuestion {
        emails = List.copyOf(emails);
    }

    /** About emails as a fine-tuned model reads them: what it does not read is not sent. */
    static WorkerQuestion of(Path modelFolder, List<Email> emails) {
        return new WorkerQuestion(
                modelFolder.toAbsolutePath().normalize().toString(),
                emails.stream().map(Email::cutForFineTuning).toList());
    }

    /**
     * Reads a line.
     *
     * @throws JsonProcessingException if it is no question
     */
    public static WorkerQuestion read(String line) throws JsonProcessingException {
        return JSON.readValue(line, WorkerQuestion.class);
    }

    String line() throws JsonProcessingException {
        return JSON.writeValueAsString(this);
    }
}
