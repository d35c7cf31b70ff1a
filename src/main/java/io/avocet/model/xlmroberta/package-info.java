/**
 * XLM-RoBERTa, in forward order.
 */
@NullMarked
package io.avocet.model.xlmroberta;

import org.jspecify.annotations.NullMarked;
