/**
 * Files and folders: whole or not there, locked, moved into place, cleared away; small ones read within a limit; what the disk
 * refused, in words.
 */
@NullMarked
package io.avocet.file;

import org.jspecify.annotations.NullMarked;
