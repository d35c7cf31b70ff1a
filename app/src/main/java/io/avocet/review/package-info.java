/**
 * Given labels that are probably wrong: emails whose label models doubt that have not seen them, duplicates with different labels, and
 * groups of near-duplicates with different labels. Knows no front end and changes no file of labels.
 */
@NullMarked
package io.avocet.review;

import org.jspecify.annotations.NullMarked;
