/** The example projects, built and run as their readers do. */
@NullMarked
package io.avocet.example;

import org.jspecify.annotations.NullMarked;
