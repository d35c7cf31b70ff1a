/** The claims of the script {@code avocet}, held against a Java and a Maven that only record. */
@NullMarked
package io.avocet.launcher;

import org.jspecify.annotations.NullMarked;
