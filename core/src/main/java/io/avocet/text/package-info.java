/**
 * From text to token ids: input formats, the tokenizer, the conversion of vocabulary files. Knows no email, no tensor.
 */
@NullMarked
package io.avocet.text;

import org.jspecify.annotations.NullMarked;
