/** What only those who change Avocet use; no part of the product knows it. */
@NullMarked
package io.avocet.lab;

import org.jspecify.annotations.NullMarked;
