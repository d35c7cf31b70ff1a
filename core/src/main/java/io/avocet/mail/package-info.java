/**
 * Unlabelled emails as mail programs keep them: <code>.eml</code> and <code>.mbox</code>. Knows no labels and no model.
 */
@NullMarked
package io.avocet.mail;

import org.jspecify.annotations.NullMarked;
