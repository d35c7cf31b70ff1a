/** Trains the linear classifiers that {@link io.avocet.bagofwords} runs; the only place that knows liblinear. */
@NullMarked
package io.avocet.regression;

import org.jspecify.annotations.NullMarked;
