/**
 * The mail store: emails and their state in one SQLite file, found by id, by age and by their words. Knows emails, but no mail
 * format, no label and no model.
 */
@NullMarked
package io.avocet.store;

import org.jspecify.annotations.NullMarked;
