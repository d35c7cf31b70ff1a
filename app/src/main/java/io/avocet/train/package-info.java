/**
 * Fine-tuning: batches, the weighted loss, the optimizer, precision, gradient checkpointing.
 */
@NullMarked
package io.avocet.train;

import org.jspecify.annotations.NullMarked;
