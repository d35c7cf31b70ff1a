/**
 * {@code avocet doctor}: what this installation and this machine are, what is wrong, and what to do about it. A part of the
 * use cases; knows no front end.
 */
@NullMarked
package io.avocet.app.doctor;

import org.jspecify.annotations.NullMarked;
