/**
 * What the user says of emails, one at a time: labels, which go to the file of labelled emails, what is skipped and discarded, which is
 * in the mail store, and what was said before, for undo. Knows no model and no front end.
 */
@NullMarked
package io.avocet.annotation;

import org.jspecify.annotations.NullMarked;
