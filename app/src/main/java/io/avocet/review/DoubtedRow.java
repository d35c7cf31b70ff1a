package io.avocet.review;

import io.avocet.crossval.DoubtedLabel;
import io.avocet.data.LabelledEmail;
import java.util.Optional;

/**
 * A row whose given label is suspected, and what it looks like.
 *
 * @param twin the nearest near-duplicate with another label than the given one
 */
public record DoubtedRow(DoubtedLabel doubted, Optional<LabelledEmail> twin) {}
