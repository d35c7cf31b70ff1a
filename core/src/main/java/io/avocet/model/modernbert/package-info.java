/**
 * ModernBERT, in forward order.
 */
@NullMarked
package io.avocet.model.modernbert;

import org.jspecify.annotations.NullMarked;
