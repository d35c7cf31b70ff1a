/**
 * What a fine-tuning run is asked and what it tells: plans, schedules, events, <code>training_info.json</code>. Pure values.
 */
@NullMarked
package io.avocet.run;

import org.jspecify.annotations.NullMarked;
