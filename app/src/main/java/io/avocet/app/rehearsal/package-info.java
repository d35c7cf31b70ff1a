/**
 * {@code avocet rehearse}: what the launcher has Java keep the classes of, and checkpoints with random weights. Knows no front end.
 */
@NullMarked
package io.avocet.app.rehearsal;

import org.jspecify.annotations.NullMarked;
