/**
 * Labelled emails on their way to a training run: reading, duplicates, label sets, the stratified split. Knows no model.
 */
@NullMarked
package io.avocet.data;

import org.jspecify.annotations.NullMarked;
