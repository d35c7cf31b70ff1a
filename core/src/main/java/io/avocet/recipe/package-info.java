/**
 * How a model is trained: the recipe of each base model, settings, the schedule of the rate, when to stop, which weights to keep. Pure values.
 */
@NullMarked
package io.avocet.recipe;

import org.jspecify.annotations.NullMarked;
