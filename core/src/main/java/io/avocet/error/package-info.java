/**
 * What the user can fix: one exception type with its exit code and HTTP status. Knows nothing of the project.
 */
@NullMarked
package io.avocet.error;

import org.jspecify.annotations.NullMarked;
