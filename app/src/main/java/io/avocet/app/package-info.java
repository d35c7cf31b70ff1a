/**
 * The use cases that all front ends call.
 */
@NullMarked
package io.avocet.app;

import org.jspecify.annotations.NullMarked;
