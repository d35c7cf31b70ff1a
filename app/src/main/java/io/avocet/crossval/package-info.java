/**
 * Cross-validation: one training a fold, a prediction of each email by a model that has not seen it, and what these predictions say.
 * Finished folds are kept, so that a stopped evaluation goes on. Knows no front end and no models folder.
 */
@NullMarked
package io.avocet.crossval;

import org.jspecify.annotations.NullMarked;
