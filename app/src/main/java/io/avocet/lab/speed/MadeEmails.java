package io.avocet.lab.speed;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Emails without sense and with the lengths of real ones: about 85 tokens, at most about 110. Their words are short ones of
 * BERT's uncased vocabulary, one token each, as frequent as Zipf's law says; all ten labels are equally frequent.
 */
public final class MadeEmails {
    private static final Pattern WORD = Pattern.compile("[a-z]{2,6}");
    private static final double MEAN_WORDS = 82;
    private static final double DEVIATION = 15;
    private static final int LEAST_WORDS = 18;
    private static final int MOST_WORDS = 115;

    private final List<String> words = new ArrayList<>();
    private final double[] cumulative;
    private final SplittableRandom random;

    /** @param vocabulary ids by token; BERT's are in the order of frequency */
    private MadeEmails(JsonNode vocabulary, long seed) {
        vocabulary.properties().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().asInt()))
                .map(Map.Entry::getKey)
                .filter(token -> WORD.matcher(token).matches())
                .forEach(words::add);
        cumulative = new double[words.size()];
        double sum = 0;
        for (int rank = 1; rank <= words.size(); rank++) {
            sum += 1.0 / rank;
            cumulative[rank - 1] = sum;
        }
        random = new SplittableRandom(seed);
    }

    /**
     * Makes emails; the same seed gives the same ones.
     *
     * @param tokenizerJson of the built-in model
     */
    public static List<LabelledEmail> make(Path tokenizerJson, int count, long seed) throws IOException {
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
