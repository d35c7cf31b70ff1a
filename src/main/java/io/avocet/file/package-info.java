/** Files that are whole or not there. Knows nothing else of Avocet. */
@NullMarked
package io.avocet.file;

import org.jspecify.annotations.NullMarked;
