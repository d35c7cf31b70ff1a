/** Emails in tables, as spreadsheets write them. */
@NullMarked
package io.avocet.table;

import org.jspecify.annotations.NullMarked;
