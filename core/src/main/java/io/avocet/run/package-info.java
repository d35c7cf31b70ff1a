/**
 * What all runs share: precision and device, events and who listens to them, cancellation. Pure values.
 */
@NullMarked
package io.avocet.run;

import org.jspecify.annotations.NullMarked;
