/**
 * RoBERTa and XLM-RoBERTa, in forward order.
 */
@NullMarked
package io.avocet.model.roberta;

import org.jspecify.annotations.NullMarked;
