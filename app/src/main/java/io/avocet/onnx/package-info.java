/**
 * The weights inside an ONNX file, under the names that PyTorch gives them, as a safetensors file. Reads the few protobuf
 * messages that hold them; computes nothing of the graph and knows no tensor library.
 */
@NullMarked
package io.avocet.onnx;

import org.jspecify.annotations.NullMarked;
