/**
 * A linear classifier of words and character n-grams: trained in a second, kept in a file, used alone or next to a
 * transformer. Plain Java; knows no network.
 */
@NullMarked
package io.avocet.bagofwords;

import org.jspecify.annotations.NullMarked;
