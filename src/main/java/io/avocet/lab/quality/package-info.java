/**
 * Measuring: which recipe trains the best classifier. No part of the product knows it.
 */
@NullMarked
package io.avocet.lab.quality;

import org.jspecify.annotations.NullMarked;
