/**
 * DistilBERT, in forward order.
 */
@NullMarked
package io.avocet.model.distilbert;

import org.jspecify.annotations.NullMarked;
