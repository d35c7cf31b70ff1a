/**
 * One fine-tuning: given rows in, a trained network out. Knows no split, no score file and no models folder.
 */
@NullMarked
package io.avocet.finetune;

import org.jspecify.annotations.NullMarked;
