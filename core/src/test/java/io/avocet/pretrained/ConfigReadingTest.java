package io.avocet.pretrained;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.checkpoint.StrictJson;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.model.NetworkConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReadingTest {
    @TempDir
    Path folder;

    @Test
    void anXlmRobertaConfigIsReadWithItsHead() {
        NetworkConfig config =
                ConfigFile.read(Golden.folder(Golden.XLM_ROBERTA_NLI)).config();

        assertThat(config.padTokenId()).isEqualTo(1);
        assertThat(config.positions()).isEqualTo(512);
        assertThat(config.layerNormEps()).isEqualTo(1e-5);
        assertThat(config.labels()).containsExactly("entailment", "not_entailment");
    }

    @Test
    void anEncoderHasNoLabels() {
        NetworkConfig config =
                ConfigFile.read(Golden.resource("deberta-v2-encoder")).config();

        assertThat(config.labels()).isEmpty();
        assertThat(config.hiddenDropout()).isEqualTo(0.1);
    }

    @Test
    void aBareLabelCountGivesNumberedLabels() throws IOException {
        deberta("{'id2label': null, 'num_labels': 3}");
        assertThat(ConfigFile.read(folder).config().labels()).containsExactly("LABEL_0", "LABEL_1", "LABEL_2");
    }

    @Test
    void keysWithoutEffectAreIgnored() throws IOException {
        deberta("{'_name_or_path': 7, 'transformers_version': '4.0', 'legacy': false, 'sbert_ce': {'a': [1]}}");
        assertThat(ConfigFile.read(folder).config())
                .isEqualTo(ConfigFile.read(Golden.folder(Golden.DEBERTA)).config());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'model_type': 'gpt2'}; model_type is \"gpt2\"; allowed is one of \"bert\", \"deberta-v2\", ",
                "{'model_type': null}; model_type is missing; allowed is one of \"bert\", \"deberta-v2\", ",
                "{'hidden_act': 'relu'}; hidden_act is \"relu\"; allowed is \"gelu\"",
                "{'pooler_hidden_act': 'tanh'}; pooler_hidden_act is \"tanh\"; allowed is \"gelu\"",
                "{'conv_kernel_size': 3}; conv_kernel_size is 3; allowed is 0",
                "{'relative_attention': false}; relative_attention is false; allowed is true",
                "{'relative_attention': null}; relative_attention is absent, which means false; allowed is true",
                "{'position_biased_input': true}; position_biased_input is true; allowed is false",
                "{'type_vocab_size': 2}; type_vocab_size is 2; allowed is 0",
                "{'share_att_key': false}; share_att_key is false; allowed is true",
                "{'norm_rel_ebd': 'batch_norm'}; norm_rel_ebd is \"batch_norm\"; allowed is one or both of layer_norm",
                "{'pos_att_type': ['p2p', 'c2p']}; pos_att_type is \"p2p\"; allowed is one or both of c2p, p2c",
                "{'pos_att_type': []}; pos_att_type is empty; allowed is \"c2p\", \"p2c\" or both",
                "{'pos_att_type': [1]}; pos_att_type is [1]; allowed is a list of strings",
                "{'position_buckets': -1}; position_buckets is -1; allowed is 2 to 1021",
                "{'position_buckets': 2000}; position_buckets is 2000; allowed is 2 to 1021",
                "{'embedding_size': 16}; embedding_size is 16; allowed is 32",
                "{'attention_head_size': 16}; attention_head_size is 16; allowed is 8",
                "{'pooler_hidden_size': 16}; pooler_hidden_size is 16; allowed is 32 to 32",
                "{'is_decoder': true}; is_decoder is true; allowed is false",
                "{'add_cross_attention': true}; add_cross_attention is true; allowed is false",
                "{'pruned_heads': {'0': [1]}}; pruned_heads is {\"0\":[1]}; allowed is nothing",
                "{'quantization_config': {'bits': 4}}; quantization_config is {\"bits\":4}; allowed is nothing",
            })
    void anOptionThatTheEngineDoesNotRunIsRefusedByName(String change, String found, String allowed)
            throws IOException {
        deberta(change);
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining(folder.resolve("config.json") + ": " + found + "; " + allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "distilbert-tiny; {'activation': 'relu'}; activation is \"relu\"; allowed is \"gelu\"",
                "distilbert-tiny; {'sinusoidal_pos_embds': true}; sinusoidal_pos_embds is true; allowed is false",
                "distilbert-tiny; {'dim': 30}; dim is 30; allowed is a multiple of n_heads, which is 4",
                "distilbert-tiny; {'n_layers': 0}; n_layers is 0; allowed is 1 to 1000",
                "distilbert-tiny; {'hidden_dim': null}; hidden_dim is missing; allowed is a whole number",
                "distilbert-tiny; {'dropout': 1}; dropout is 1.0; allowed is 0 up to",
                "distilbert-tiny; {'seq_classif_dropout': 1}; seq_classif_dropout is 1.0; allowed is 0 up to",
                "bert-tiny; {'type_vocab_size': 0}; type_vocab_size is 0; allowed is 1 to 1000",
                "modernbert-tiny; {'hidden_activation': 'silu'}; hidden_activation is \"silu\"; allowed is \"gelu\"",
                "modernbert-tiny; {'attention_bias': true}; attention_bias is true; allowed is false",
                "modernbert-tiny; {'mlp_bias': true}; mlp_bias is true; allowed is false",
                "modernbert-tiny; {'norm_bias': true}; norm_bias is true; allowed is false",
                "modernbert-tiny; {'classifier_bias': true}; classifier_bias is true; allowed is false",
                "modernbert-tiny; {'classifier_activation': 'relu'}; classifier_activation is \"relu\"; allowed is \"gelu\"",
                "modernbert-tiny; {'classifier_pooling': 'max'}; classifier_pooling is \"max\"; allowed is \"cls\" or \"mean\"",
                "modernbert-tiny; {'layer_types': ['full_attention']}; layer_types has 1 entries; allowed are as many as",
                "modernbert-tiny; {'layer_types': ['a', 'b', 'c']}; layer_types is \"a\"; allowed is a list of",
                "modernbert-tiny; {'local_attention': 1}; local_attention is 1; allowed is 2 to",
                "modernbert-tiny; {'rope_scaling': {'type': 'linear'}}; rope_scaling is {\"type\":\"linear\"}; allowed is nothing",
                "modernbert-tiny; {'rope_parameters': {'full_attention': {'rope_type': 'yarn'}}};"
                        + " rope_parameters.full_attention.rope_type is \"yarn\"; allowed is \"default\"",
                "modernbert-tiny; {'rope_parameters': 3}; rope_parameters is 3; allowed is an object",
                "modernbert-tiny; {'rope_parameters': {'sliding_attention': {'rope_theta': 0}}};"
                        + " rope_parameters.sliding_attention.rope_theta is 0.0; allowed is 1.0 to",
            })
    void anOptionOfAnotherNetworkIsRefusedUnderItsOwnName(String name, String change, String found, String allowed)
            throws IOException {
        write(name, change);
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining(folder.resolve("config.json") + ": " + found + "; " + allowed);
    }

    @Test
    void olderKeysOfModernBertMeanTheSame() throws IOException {
        write(
                Golden.MODERNBERT,
                "{'rope_parameters': {'full_attention': {'rope_theta': 5000, 'rope_type': 'default'},"
                        + " 'sliding_attention': {'rope_theta': 300, 'rope_type': 'default'}},"
                        + " 'layer_types': ['full_attention', 'sliding_attention', 'full_attention']}");
        NetworkConfig newer = ConfigFile.read(folder).config();
        write(
                Golden.MODERNBERT,
                "{'rope_parameters': null, 'layer_types': null, 'dtype': null, 'torch_dtype': 'float32',"
                        + " 'global_rope_theta': 5000.0, 'local_rope_theta': 300.0, 'global_attn_every_n_layers': 2}");

        assertThat(ConfigFile.read(folder).config()).isEqualTo(newer);
    }

    @Test
    void aModernBertThatIsSavedSaysTheSameInOlderKeysToo() throws IOException {
        write(
                Golden.MODERNBERT,
                "{'rope_parameters': {'full_attention': {'rope_theta': 5000, 'rope_type': 'default'},"
                        + " 'sliding_attention': {'rope_theta': 300, 'rope_type': 'default'}},"
                        + " 'layer_types': ['full_attention', 'sliding_attention', 'full_attention']}");
        ConfigFile newer = ConfigFile.read(folder);
        newer.write(folder, newer.config().labels());
        Path file = folder.resolve("config.json");
        ObjectNode saved = (ObjectNode) StrictJson.MAPPER.readTree(Files.readString(file));
        saved.remove(List.of("rope_parameters", "layer_types"));
        Files.writeString(file, saved.toString());

        assertThat(ConfigFile.read(folder).config()).isEqualTo(newer.config());
    }

    @Test
    void modernBertHasPublishedRotaryBasesAndLayersWhereNoKeyNamesThem() throws IOException {
        write(Golden.MODERNBERT, "{'rope_parameters': null, 'layer_types': null, 'global_attn_every_n_layers': null}");

        assertThat(ConfigFile.read(folder).config())
                .isEqualTo(ConfigFile.read(Golden.folder(Golden.MODERNBERT)).config());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'position_embedding_type': 'relative_key'}; position_embedding_type is \"relative_key\"; allowed is \"absolute\"",
                "{'type_vocab_size': 0}; type_vocab_size is 0; allowed is 1 to 1000",
                "{'max_position_embeddings': 2}; max_position_embeddings is 2; allowed is 3 to",
            })
    void anXlmRobertaOptionIsRefusedByName(String change, String found, String allowed) throws IOException {
        xlmRoberta(change);
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining(folder.resolve("config.json") + ": " + found + "; " + allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'hidden_size': '32'}; hidden_size is \"32\"; allowed is a whole number",
                "{'hidden_size': 32.5}; hidden_size is 32.5; allowed is a whole number",
                "{'hidden_size': 99999999999}; hidden_size is 99999999999; allowed is a whole number of at most",
                "{'hidden_size': null}; hidden_size is missing; allowed is a whole number",
                "{'hidden_size': 65540}; hidden_size is 65540; allowed is 1 to 65536",
                "{'hidden_size': 30}; hidden_size is 30; allowed is a multiple of num_attention_heads, which is 4",
                "{'num_attention_heads': 0}; num_attention_heads is 0; allowed is 1 to 32",
                "{'num_hidden_layers': -1}; num_hidden_layers is -1; allowed is 1 to 1000",
                "{'vocab_size': 2147483647}; vocab_size is 2147483647; allowed is 1 to 10000000",
                "{'intermediate_size': 0}; intermediate_size is 0; allowed is 1 to 1000000",
                "{'max_position_embeddings': 0}; max_position_embeddings is 0; allowed is 1 to 1000000",
                "{'pad_token_id': 512}; pad_token_id is 512; allowed is 0 to 511",
                "{'layer_norm_eps': 0}; layer_norm_eps is 0.0; allowed is more than 0",
                "{'layer_norm_eps': 'small'}; layer_norm_eps is \"small\"; allowed is a number",
                "{'initializer_range': 5}; initializer_range is 5.0; allowed is more than 0",
                "{'hidden_dropout_prob': 1}; hidden_dropout_prob is 1.0; allowed is 0 up to",
                "{'attention_probs_dropout_prob': -0.1}; attention_probs_dropout_prob is -0.1; allowed is 0 up to",
                "{'pooler_dropout': true}; pooler_dropout is true; allowed is a number",
                "{'hidden_act': 3}; hidden_act is 3; allowed is \"gelu\"",
                "{'model_type': ['deberta-v2']}; model_type is [\"deberta-v2\"]; allowed is a string",
                "{'id2label': {'0': 'a', '2': 'b'}}; id2label is a list of 2 labels without the id 1; allowed is the ids 0 to 1",
                "{'id2label': {'0': 'a', '1': 'a'}}; id2label is a list with one label twice; allowed are different labels",
                "{'id2label': {'0': 4}}; id2label.0 is 4; allowed is a string",
                "{'id2label': ['a']}; id2label is [\"a\"]; allowed is an object",
                "{'id2label': null, 'num_labels': 2000000000}; num_labels is 2000000000; allowed is 0 to 10000",
            })
    void aValueOutOfItsRangeIsNamedWithItsKey(String change, String found, String allowed) throws IOException {
        deberta(change);
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining(folder.resolve("config.json") + ": " + found + "; " + allowed);
    }

    @Test
    void aNumberBeyondAnyDoubleIsRefused() throws IOException {
        String config = Files.readString(Golden.folder(Golden.DEBERTA).resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace("0.02", "1e999"));
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining("initializer_range is Infinity; allowed is more than 0, at most 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "3", "{\"a\": 1", "{} {}", "{\"a\": 1, \"a\": 2}", "{\"a\": NaN}"})
    void whatIsNoJsonObjectIsCalledDamaged(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageStartingWith(folder.resolve("config.json") + " is damaged: ");
    }

    @Test
    void aKeyThatComesTwiceIsNamed() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"vocab_size\": 1, \"vocab_size\": 2}");
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining("Duplicate")
                .hasMessageContaining("vocab_size")
                .hasMessageContaining("line 1");
    }

    @Test
    void deepNestingIsRefusedBeforeItFillsTheStack() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"a\":" + "[".repeat(100_000));
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining("nesting depth");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Files.write(folder.resolve("config.json"), "{\"é\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void fewerPositionsThanAnyTextNeedsAreRefusedByTheirKey() throws IOException {
        deberta("{'max_position_embeddings': 8, 'position_buckets': 2}");
        assertThat(ConfigFile.read(folder).config().maxTokens()).isEqualTo(8);
        deberta("{'max_position_embeddings': 7, 'position_buckets': 2}");
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessage(folder.resolve("config.json")
                        + ": max_position_embeddings is 7; allowed is a whole number from 8."
                        + " Choose another checkpoint.");
        xlmRoberta("{'max_position_embeddings': 9}"); // its positions begin after the padding's, which is 1
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining("max_position_embeddings is 9; allowed is a whole number from 10.");
    }

    @Test
    void anEndlessFileIsNotRead() throws IOException {
        Files.writeString(folder.resolve("config.json"), " ".repeat(8_000_001));
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .hasMessageContaining("it has 8000001 bytes; allowed are 8000000");
    }

    @Test
    void aFolderWithoutConfigIsNamed() {
        assertRefused(UserError.Kind.NOT_FOUND, () -> ConfigFile.read(folder).config())
                .hasMessage(folder.resolve("config.json") + " is missing. Name the folder of a complete checkpoint.");
    }

    @Test
    void aMessageShowsNoControlCharactersOfTheFile() throws IOException {
        deberta("{'hidden_act': '\\u001b[2J\\n'}");
        assertRefused(UserError.Kind.BAD_INPUT, () -> ConfigFile.read(folder).config())
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("\u001b").doesNotContain("\n"));
    }

    private void deberta(String changes) throws IOException {
        write(Golden.DEBERTA, changes);
    }

    private void xlmRoberta(String changes) throws IOException {
        write(Golden.XLM_ROBERTA, changes);
    }

    /** A golden config with changed keys, given as JSON with single quotes. */
    private void write(String golden, String changes) throws IOException {
        ObjectNode config = StrictJson.readObject(Golden.folder(golden).resolve("config.json"), 100_000);
        config.setAll((ObjectNode) StrictJson.MAPPER.readTree(changes.replace('\'', '"')));
        StrictJson.MAPPER.writeValue(folder.resolve("config.json").toFile(), config);
    }
}
