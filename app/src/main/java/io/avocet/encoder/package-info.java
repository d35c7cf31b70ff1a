/** The sentence encoder that comes with Avocet, where a use case asks for it. */
@NullMarked
package io.avocet.encoder;

import org.jspecify.annotations.NullMarked;
