/**
 * Active learning: which emails to label next, so that few labels make a good model. Works on vectors and probabilities that the
 * caller has; knows no model, no file and no front end.
 */
@NullMarked
package io.avocet.labelling;

import org.jspecify.annotations.NullMarked;
