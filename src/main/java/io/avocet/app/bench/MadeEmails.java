package io.avocet.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.text.InputFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Emails without sense and with the lengths of real ones: about 85 tokens, at most about 110. Their words are short ones of
 * the built-in vocabulary, one token each, as frequent as that says; all ten labels are equally frequent.
 */
final class MadeEmails {
    private static final String WORD = "\u2581[a-z]{2,6}"; // a space, as SentencePiece writes it, and letters
    private static final double MEAN_WORDS = 82;
    private static final double DEVIATION = 15;
    private static final int LEAST_WORDS = 18;
    private static final int MOST_WORDS = 115;

    private final List<String> words = new ArrayList<>();
    private final double[] cumulative;
    private final SplittableRandom random;

    private MadeEmails(JsonNode vocabulary, long seed) {
        double[] sums = new double[vocabulary.size()];
        double sum = 0;
        for (JsonNode entry : vocabulary) {
            String piece = entry.get(0).asText();
            if (piece.matches(WORD)) {
                sum += Math.exp(entry.get(1).asDouble());
                sums[words.size()] = sum;
                words.add(piece.substring(1));
            }
        }
        cumulative = Arrays.copyOf(sums, words.size());
        random = new SplittableRandom(seed);
    }

    /**
     * Makes emails; the same seed gives the same ones.
     *
     * @param tokenizerJson of the built-in model
     */
    static List<LabelledEmail> make(Path tokenizerJson, int count, long seed) throws IOException {
        JsonNode vocabulary = new JsonMapper().readTree(tokenizerJson.toFile()).at("/model/vocab");
        MadeEmails made = new MadeEmails(vocabulary, seed);
        List<LabelledEmail> emails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            emails.add(made.email(LabelSet.CANONICAL.name(i % LabelSet.CANONICAL.size())));
        }
        return emails;
    }

    private LabelledEmail email(String label) {
        long drawn = Math.round(random.nextGaussian(MEAN_WORDS, DEVIATION));
        int count = (int) Math.min(MOST_WORDS, Math.max(LEAST_WORDS, drawn));
        int ofSubject = random.nextInt(4, 10);
        StringBuilder body = new StringBuilder();
        for (int i = ofSubject; i < count && body.length() < InputFormat.FINE_TUNE_BODY_CODE_POINTS; i++) {
            body.append(i == ofSubject ? "" : " ").append(word());
        }
        StringBuilder subject = new StringBuilder(word());
        for (int i = 1; i < ofSubject; i++) {
            subject.append(' ').append(word());
        }
        return new LabelledEmail(new Email(subject.toString(), body.toString()), label);
    }

    private String word() {
        double at = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, at);
        return words.get(found >= 0 ? found : -found - 1);
    }
}
