/**
 * A Hugging Face checkpoint folder: configuration, safetensors, and the folder of trained models. Knows no tensor library.
 */
@NullMarked
package io.avocet.checkpoint;

import org.jspecify.annotations.NullMarked;
