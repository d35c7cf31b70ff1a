/**
 * {@code avocet lab store}: how fast the mail store is with many emails: importing, and what the page asks of a server while emails are
 * labelled.
 */
@NullMarked
package io.avocet.lab.store;

import org.jspecify.annotations.NullMarked;
