/** What tests of many packages share: child processes, labelled emails, how a refusal is asserted. */
@NullMarked
package io.avocet.testing;

import org.jspecify.annotations.NullMarked;
