/**
 * The thin skin over libtorch: memory scopes, devices, operators without a method of their own, memory in use.
 */
@NullMarked
package io.avocet.tensor;

import org.jspecify.annotations.NullMarked;
