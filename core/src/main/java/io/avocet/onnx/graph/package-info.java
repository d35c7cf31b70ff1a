/**
 * ONNX graphs: operators over named tensors, and the file that holds them. Knows no networks and no tensor library.
 */
@NullMarked
package io.avocet.onnx.graph;

import org.jspecify.annotations.NullMarked;
