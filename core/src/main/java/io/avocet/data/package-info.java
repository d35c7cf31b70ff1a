/**
 * Labelled emails on their way to a training run: reading, duplicates and near-duplicates, label sets, splits and folds.
 * Knows no model.
 */
@NullMarked
package io.avocet.data;

import org.jspecify.annotations.NullMarked;
