/**
 * Where a base model comes from: a folder, the built-in model, the local Hugging Face cache, the Hub. Knows no network of
 * neurons, only files.
 */
@NullMarked
package io.avocet.hub;

import org.jspecify.annotations.NullMarked;
