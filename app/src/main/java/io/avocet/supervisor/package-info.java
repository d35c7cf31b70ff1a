/**
 * Runs fine-tunings, benchmarks and the classifier of a server as child processes, and keeps each run's events in a folder of its
 * own. Knows neither HTTP nor libtorch nor the command line's classes: a child is started by name.
 */
@NullMarked
package io.avocet.supervisor;

import org.jspecify.annotations.NullMarked;
