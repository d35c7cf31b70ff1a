/**
 * Classifiers for use: a checkpoint folder behind the port of <code>eval</code>.
 */
@NullMarked
package io.avocet.adapter;

import org.jspecify.annotations.NullMarked;
