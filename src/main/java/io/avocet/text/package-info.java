/**
 * From text to token ids: input formats, the tokenizer, the conversion of SentencePiece models. Knows no email, no tensor.
 */
@NullMarked
package io.avocet.text;

import org.jspecify.annotations.NullMarked;
