/**
 * Where a base model comes from: a folder, the local Hugging Face cache, the built-in model.
 */
@NullMarked
package io.avocet.hub;

import org.jspecify.annotations.NullMarked;
