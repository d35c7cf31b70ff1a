/**
 * Classifiers that a model must beat to be worth its size, trained in seconds from labelled emails. Knows no network.
 */
@NullMarked
package io.avocet.baseline;

import org.jspecify.annotations.NullMarked;
