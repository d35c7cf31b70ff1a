/**
 * The thin skin over libtorch: memory scopes, devices, precision, operators without a method of their own.
 */
@NullMarked
package io.avocet.tensor;

import org.jspecify.annotations.NullMarked;
