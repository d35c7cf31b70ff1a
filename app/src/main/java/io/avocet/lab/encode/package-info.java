/** {@code avocet lab encode}: labelled emails as token ids, for other trainers. */
@NullMarked
package io.avocet.lab.encode;

import org.jspecify.annotations.NullMarked;
