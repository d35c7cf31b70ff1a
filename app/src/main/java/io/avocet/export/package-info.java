/**
 * The use case that exports: a trained model as an ONNX file with what other runtimes need next to it. Must not know front ends,
 * training or libtorch.
 */
@NullMarked
package io.avocet.export;

import org.jspecify.annotations.NullMarked;
