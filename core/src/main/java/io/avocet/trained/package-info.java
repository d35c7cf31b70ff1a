/**
 * The folder of trained models: put in place whole, locked against other runs, with <code>training_info.json</code> in each model.
 */
@NullMarked
package io.avocet.trained;

import org.jspecify.annotations.NullMarked;
