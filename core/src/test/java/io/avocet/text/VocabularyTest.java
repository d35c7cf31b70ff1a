package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
    private static final String MODEL = "'model': {'vocab': {'a': 0}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'model': {'vocab': [['a', 0], ['b', -1.5]]} | 2",
                "'model': {'vocab': {'a': 0, 'c': 6, 'b': 4}} | 7",
                "'model': {'type': 'BPE', 'merges': [['a', 'b']], 'vocab': {'a': 0}, 'other': {'b': 8}} | 1",
                "'added_tokens': [{'content': '<x>', 'id': 9}], 'model': {'vocab': {'a': 0}} | 10",
                "'added_tokens': [{'content': 'a', 'id': 0}], 'model': {'vocab': {'a': 0, 'b': 1}} | 2"
            })
    void theSizeIsOneMoreThanTheHighestId(String json, int size) {
        assertThat(read(json).size()).isEqualTo(size);
    }

    @Test
    void withoutPiecesThereIsNoVocabulary() {
        for (String json :
                new String[] {"'model': {}", "'model': {'vocab': []}", "'model': {'vocab': {}}", "'a': [1]"}) {
            assertThatThrownBy(() -> read(json))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("model.vocab is missing or empty");
        }
    }

    @Test
    void aPrefixSpaceIsKnownWhereThePreTokenizerSaysIt() {
        assertThat(read("'pre_tokenizer': {'add_prefix_space': true}, " + MODEL).addsPrefixSpace())
                .contains(true);
        assertThat(read("'pre_tokenizer': {'add_prefix_space': false}, " + MODEL)
                        .addsPrefixSpace())
                .contains(false);
        assertThat(read("'pre_tokenizer': {'type': 'BertPreTokenizer'}, " + MODEL)
                        .addsPrefixSpace())
                .isEmpty();
    }

    @Test
    void cuttingAndPaddingAreSeenEachAlone() {
        assertThat(read("'truncation': null, 'padding': null, " + MODEL).cutsOrPads())
                .isFalse();
        assertThat(read("'truncation': {'max_length': 4}, 'padding': null, " + MODEL)
                        .cutsOrPads())
                .isTrue();
        assertThat(read("'truncation': null, 'padding': {'pad_id': 0}, " + MODEL)
                        .cutsOrPads())
                .isTrue();
        assertThat(read(MODEL).cutsOrPads()).isFalse();
    }

    private static Vocabulary read(String entries) {
        String json = "{" + entries.replace('\'', '"') + "}";
        return Vocabulary.read(json.getBytes(StandardCharsets.UTF_8), Path.of("tokenizer.json"));
    }
}
