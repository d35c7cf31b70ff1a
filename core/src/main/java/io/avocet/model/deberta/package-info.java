/**
 * DeBERTa-v2 and v3, in forward order.
 */
@NullMarked
package io.avocet.model.deberta;

import org.jspecify.annotations.NullMarked;
