/**
 * {@code avocet lab speed}: how fast this build is on this machine and how much memory it takes, each phase in a Java process of
 * its own. How good a model is, {@code avocet benchmark} says.
 */
@NullMarked
package io.avocet.lab.speed;

import org.jspecify.annotations.NullMarked;
