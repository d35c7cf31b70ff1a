/**
 * Whether a run fits into memory, before it starts.
 */
@NullMarked
package io.avocet.preflight;

import org.jspecify.annotations.NullMarked;
