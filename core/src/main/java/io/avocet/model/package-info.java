/**
 * Sequence classifiers: what every architecture has in common, and how one is loaded from a checkpoint.
 */
@NullMarked
package io.avocet.model;

import org.jspecify.annotations.NullMarked;
