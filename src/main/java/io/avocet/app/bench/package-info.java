/**
 * {@code avocet bench}: how fast this build is on this machine and how much memory it takes, each phase in a Java process of
 * its own. A part of the use cases; knows no front end. How good a model is, {@code avocet benchmark} says.
 */
@NullMarked
package io.avocet.app.bench;

import org.jspecify.annotations.NullMarked;
