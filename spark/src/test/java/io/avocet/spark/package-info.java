@NullMarked
package io.avocet.spark;

import org.jspecify.annotations.NullMarked;
