/**
 * What this machine has: the processor, the NVIDIA driver, where CUDA's libraries are; versions of the program and of Java.
 */
@NullMarked
package io.avocet.machine;

import org.jspecify.annotations.NullMarked;
