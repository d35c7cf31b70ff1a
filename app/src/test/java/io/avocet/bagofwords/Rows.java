package io.avocet.bagofwords;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import java.util.ArrayList;
import java.util.List;

/** Emails to train on, and one to classify. */
final class Rows {
    static final LabelSet LABELS = new LabelSet(List.of("hired", "rejected", "digest", "öffer \"1\""));
    static final Email UNHAPPY = new Email("Your Application", "UNFORTUNATELY we went with another person 👍");

    private Rows() {}

    /** Four rows of rejected, eight of digest, and four of hired. */
    static List<LabelledEmail> ofThreeLabels() {
        List<LabelledEmail> rows = ofTwoLabels();
        for (String firm : List.of("Ada", "Bell", "Cray", "Dahl")) {
            rows.add(new LabelledEmail(new Email("Your application", "Welcome aboard at " + firm + "!"), "hired"));
        }
        return rows;
    }

    /** Four rows of rejected and eight of digest. */
    static List<LabelledEmail> ofTwoLabels() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (String firm : List.of("Ada", "Bell", "Cray", "Dahl")) {
            rows.add(new LabelledEmail(
                    new Email("Your application", "Unfortunately " + firm + " chose another"), "rejected"));
            rows.add(new LabelledEmail(new Email("Jobs for you", "New today: clerk at " + firm), "digest"));
            rows.add(new LabelledEmail(new Email("Jobs for you", "New today: baker at " + firm), "digest"));
        }
        return rows;
    }
}
