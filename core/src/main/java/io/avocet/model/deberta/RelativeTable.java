package io.avocet.model.deberta;

import org.bytedeco.pytorch.Tensor;

/**
 * The relative embeddings that a text of T tokens meets.
 *
 * @param rows (R, E), normalized
 * @param positions which row each difference of positions reads
 */
record RelativeTable(Tensor rows, RelativePositions positions) {}
