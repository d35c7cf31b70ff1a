package io.avocet.adapter;

import io.avocet.data.InputFiles;
import io.avocet.data.LabelSet;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What each label means, in a few words: what rerankers and sentence encoders hold an email against.
 *
 * @param texts one description for each label, in label order
 */
public record LabelDescriptions(LabelSet labels, List<String> texts) {
    private static final Map<String, String> CANONICAL = Map.of(
            "interview_scheduled", "An invitation to a job interview or phone screen, or its confirmation, with a time",
            "offer_received", "A job offer with salary, terms or a contract to sign",
            "rejected", "A rejection: the employer will not go on with the application",
            "positive_response", "An encouraging reply: the employer is interested and wants to take the next step",
            "survey_received", "A request to fill in a survey, an assessment or feedback on the hiring process",
            "neutral", "A routine message that asks for nothing, such as a confirmation that an application arrived",
            "event_rescheduled", "A notice that an interview or meeting has been moved to another time",
            "digest", "A newsletter or job alert that lists many job openings",
            "new_lead", "A recruiter writes unasked about a particular job that could fit",
            "hired", "A welcome to the new job: contract signed, first day, onboarding");

    public LabelDescriptions {
        texts = List.copyOf(texts);
        if (texts.size() != labels.size()) {
            throw new IllegalArgumentException(labels.size() + " labels but " + texts.size() + " descriptions");
        }
    }

    /** The built-in descriptions; a label of another set describes itself, underscores read as blanks. */
    public static LabelDescriptions of(LabelSet labels) {
        return new LabelDescriptions(
                labels,
                labels.names().stream()
                        .map(label -> CANONICAL.getOrDefault(label, words(label)))
                        .toList());
    }

    /**
     * Reads a file with one {@code label: description} a line.
     *
     * @throws UserError if it cannot be read, a line has another form, or a label is unknown, missing or named twice
     */
    public static LabelDescriptions read(Path file, LabelSet labels) {
        Map<String, String> byLabel = new LinkedHashMap<>();
        List<String> lines = InputFiles.text(
                        file,
                        "Label descriptions not found: " + file + ". Name another file as " + Setting.DESCRIPTIONS
                                + ".")
                .lines()
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            String[] parts = line.split(":", 2);
            String label = parts[0].strip();
            if (parts.length < 2 || parts[1].isBlank()) {
                throw bad(file, i, "is not of the form 'label: description'");
            }
            if (labels.id(label).isEmpty()) {
                throw bad(
                        file,
                        i,
                        "names the unknown label '" + label + "'; the labels are " + String.join(", ", labels.names()));
            }
            if (byLabel.put(label, parts[1].strip()) != null) {
                throw bad(file, i, "describes '" + label + "' a second time");
            }
        }
        List<String> missing = labels.names().stream()
                .filter(label -> !byLabel.containsKey(label))
                .toList();
        if (!missing.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " describes no " + String.join(", ", missing)
                            + ". Add one line 'label: description' for each.");
        }
        return new LabelDescriptions(
                labels, labels.names().stream().map(byLabel::get).toList());
    }

    /** Each label in words with its description, {@code "new lead: A recruiter writes …"}, in label order. */
    public List<String> withLabels() {
        return IntStream.range(0, labels.size())
                .mapToObj(label -> words(labels.name(label)) + ": " + texts.get(label))
                .toList();
    }

    private static String words(String label) {
        return label.replace('_', ' ');
    }

    private static UserError bad(Path file, int index, String what) {
        return new UserError(UserError.Kind.BAD_INPUT, file + ", line " + (index + 1) + ": " + what + ".");
    }
}
