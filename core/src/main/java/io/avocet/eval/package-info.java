/**
 * Predictions against gold labels: confusion matrix, metrics, the port that each classifier implements. Calibration, coverage and
 * blends of probabilities. Knows no model.
 */
@NullMarked
package io.avocet.eval;

import org.jspecify.annotations.NullMarked;
