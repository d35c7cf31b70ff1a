/** Files that are written whole or not at all, and small files that are read within a limit. Knows nothing else of Avocet. */
@NullMarked
package io.avocet.file;

import org.jspecify.annotations.NullMarked;
