/**
 * A Hugging Face checkpoint folder: configuration and safetensors. Knows no tensor library.
 */
@NullMarked
package io.avocet.checkpoint;

import org.jspecify.annotations.NullMarked;
