/** Golden files: numbers of the reference implementation. */
@NullMarked
package io.avocet.golden;

import org.jspecify.annotations.NullMarked;
