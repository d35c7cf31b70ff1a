/**
 * Where a base model comes from: a folder, a jar on the class path, the local Hugging Face cache, the Hub. Knows no network of
 * neurons, only files.
 */
@NullMarked
package io.avocet.hub;

import org.jspecify.annotations.NullMarked;
