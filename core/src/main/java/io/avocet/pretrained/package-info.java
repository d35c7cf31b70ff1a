/**
 * Networks out of checkpoint folders and back into them, and the list of the networks that there are. Must not know training
 * or emails.
 */
@NullMarked
package io.avocet.pretrained;

import org.jspecify.annotations.NullMarked;
