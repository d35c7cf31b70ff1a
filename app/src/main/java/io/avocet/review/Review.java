package io.avocet.review;

import io.avocet.data.LabelledEmail;
import java.util.List;

/**
 * Labels to look at again.
 *
 * @param model the recipe's name
 * @param emails that were reviewed
 * @param doubted the most doubtful first
 * @param conflicts the rows of each email that the files have with more than one label; the last counts
 * @param mixedGroups the rows of each group of near-duplicates with more than one label
 */
public record Review(
        String model,
        int emails,
        List<DoubtedRow> doubted,
        List<List<LabelledEmail>> conflicts,
        List<List<LabelledEmail>> mixedGroups) {
    public Review {
        doubted = List.copyOf(doubted);
        conflicts = List.copyOf(conflicts);
        mixedGroups = List.copyOf(mixedGroups);
    }
}
