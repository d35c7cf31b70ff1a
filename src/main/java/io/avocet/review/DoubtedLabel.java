package io.avocet.review;

import io.avocet.data.LabelledEmail;
import java.util.Optional;

/**
 * A row whose given label is suspected.
 *
 * @param row with its given label
 * @param likely the label that it probably should have
 * @param pLabel probability of the given label, by a model that has not seen the row
 * @param pLikely probability of the likely label
 * @param twin the nearest near-duplicate with another label than the given one
 */
public record DoubtedLabel(
        LabelledEmail row, String likely, double pLabel, double pLikely, Optional<LabelledEmail> twin) {}
