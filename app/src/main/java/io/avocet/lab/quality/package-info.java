/**
 * Measuring: which recipe trains the best classifier, and whether splits, reviews and intervals do what they say. No part of the
 * product knows it.
 */
@NullMarked
package io.avocet.lab.quality;

import org.jspecify.annotations.NullMarked;
