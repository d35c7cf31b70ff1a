/**
 * The benchmark: which models there are, what each predicts and how long that takes, how they compare. Knows no model's inside.
 */
@NullMarked
package io.avocet.benchmark;

import org.jspecify.annotations.NullMarked;
