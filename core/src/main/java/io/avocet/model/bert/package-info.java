/**
 * BERT, in forward order.
 */
@NullMarked
package io.avocet.model.bert;

import org.jspecify.annotations.NullMarked;
