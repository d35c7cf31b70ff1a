/** The program: {@link io.avocet.Avocet} wires it together. */
@NullMarked
package io.avocet;

import org.jspecify.annotations.NullMarked;
