/**
 * The command line: parse, call one use case, render.
 */
@NullMarked
package io.avocet.cli;

import org.jspecify.annotations.NullMarked;
