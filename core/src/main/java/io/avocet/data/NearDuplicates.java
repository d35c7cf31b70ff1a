package io.avocet.data;

import java.util.List;

/**
 * Finds emails that are the same but for a name, a date, a number or a company, as those that come from one template are.
 * Two emails are near-duplicates if the word 3-grams of what a fine-tuned model reads of them, lower-cased and with numbers
 * masked, have a Jaccard similarity of 0.6 or more; near-duplicates of near-duplicates are in the same group.
 *
 * <p>The groups depend on the emails, not on their order or on labels. Emails of the same content are always in one group.
 */
public final class NearDuplicates {
    private NearDuplicates() {}

    /** Groups the rows, in their order. */
    public static RowGroups groups(List<LabelledEmail> rows) {
        return groupsOfTexts(
                rows.stream().map(row -> row.email().embeddingText()).toList());
    }

    /** Groups texts. */
    static RowGroups groupsOfTexts(List<String> texts) {
        DisjointSets joined = SimilarityJoin.of(Shingles.ofAll(texts));
        int[] roots = new int[joined.size()];
        for (int text = 0; text < roots.length; text++) {
            roots[text] = joined.find(text);
        }
        return RowGroups.of(roots);
    }
}
