/**
 * What messages are made of: counts of bytes, text of strangers made harmless, ranges that values must be in, commands to run.
 */
@NullMarked
package io.avocet.words;

import org.jspecify.annotations.NullMarked;
