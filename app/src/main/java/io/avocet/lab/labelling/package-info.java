/**
 * Measuring: how many labels a good model needs, by the way in which the emails to label are chosen. No part of the product knows it.
 */
@NullMarked
package io.avocet.lab.labelling;

import org.jspecify.annotations.NullMarked;
