package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsConfigTest {
    private static final String FORM =
            ". An entry looks like 'my-model: {id: org/name, adapter: zero-shot, default: true}'.";

    @TempDir
    Path folder;

    @Test
    void aMapFromNamesToModelsIsRead() throws IOException {
        assertThat(read("""
                # mine
                nli:
                  id: org/nli
                  adapter: zero-shot
                  default: true
                rerank: {id: org/rerank, adapter: reranker, default: false}
                encoder: {id: org/encoder, adapter: embedding}
                own: {id: /models/own, adapter: fine-tuned}
                short: {id: org/short}
                """))
                .containsExactly(
                        new ModelEntry("nli", "org/nli", AdapterKind.ZERO_SHOT, true),
                        new ModelEntry("rerank", "org/rerank", AdapterKind.RERANKER, false),
                        new ModelEntry("encoder", "org/encoder", AdapterKind.EMBEDDING, false),
                        new ModelEntry("own", "/models/own", AdapterKind.FINE_TUNED, false),
                        new ModelEntry("short", "org/short", AdapterKind.ZERO_SHOT, false));
    }

    @Test
    void anEmptyFileAddsNothing() throws IOException {
        assertThat(read("")).isEmpty();
        assertThat(read("# only a remark\n")).isEmpty();
    }

    @Test
    void theExampleOfTheRepositoryIsSuchAFile() {
        assertThat(ModelsConfig.read(Path.of(System.getProperty("avocet.home", ""), "config", "models.yaml.example")))
                .isNotEmpty();
    }

    @Test
    void eachMistakeIsNamedByItsKey() {
        assertRefused("- a\n- b\n", ": the file is not a map from model names");
        assertRefused("mine: org/name\n", ": mine is not a map with the keys id, adapter and default");
        assertRefused("mine: {adapter: zero-shot}\n", ": mine.id is missing");
        assertRefused("mine: {id: ''}\n", ": mine.id is missing");
        assertRefused("mine: {id: 5}\n", ": mine.id is not a string");
        assertRefused(
                "mine: {id: a/b, adapter: bart}\n",
                ": mine.adapter is 'bart'; allowed: zero-shot, reranker, embedding, fine-tuned");
        assertRefused("mine: {id: a/b, default: often}\n", ": mine.default is not true or false");
        assertRefused("mine: {id: a/b, defualt: true}\n", ": mine.defualt is not a known key");
    }

    @Test
    void aNameThatStandsThereTwiceIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("mine: {id: a/b}\nmine: {id: c/d}\n"))
                .isInstanceOf(UserError.class)
                .hasMessage(file() + ", line 2 has a duplicate key, so it is not a map of models in YAML" + FORM);
    }

    @Test
    void aFileThatIsNotYamlIsRefusedWithTheLine() {
        assertThatThrownBy(() -> read("good: {id: a/b}\nbad: {id: [\n"))
                .isInstanceOf(UserError.class)
                .hasMessageMatching(file() + ", line \\d+ has a bracket, quote or indent that does not fit, .*")
                .hasMessageEndingWith(FORM);
    }

    @Test
    void aTabIsNamedByItsLine() {
        assertThatThrownBy(() -> read("good:\n\tid: a/b\n"))
                .hasMessageStartingWith(file() + ", line 2 is indented with a tab; YAML wants blanks");
    }

    @Test
    void noWordOfTheParsersReachesTheUser() {
        for (String yaml : List.of("{a: b}: {id: a/b}\n", "? [x]\n: y\n", "%%\n", "a: 'b\n", "a: \u0000\n")) {
            assertThatThrownBy(() -> read(yaml))
                    .as(yaml)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("so it is not a map of models in YAML")
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage()).replace(file().toString(), "file"))
                            .doesNotContainPattern("Event|Token|FAIL_ON|com\\.|org\\.(yaml|fasterxml)|reader"));
        }
    }

    @Test
    void aNameOfABaselineIsRefused() {
        assertRefused(
                "majority-label: {id: a/b}\n",
                ": majority-label is the name of a baseline, which is always in the table; choose another");
        assertRefused(
                "minilm-knn: {id: a/b}\n",
                ": minilm-knn is the name of a baseline, which is always in the table; choose another");
        assertRefused(
                "bag-of-words beside mine: {id: a/b}\n",
                ": bag-of-words beside mine is the name of a baseline, which is always in the table; choose another");
    }

    @Test
    void aSecondDocumentAnEmptyNameAndControlCharactersAreRefused() {
        assertRefused("mine: {id: a/b}\n---\nyours: {id: c/d}\n", ": the file holds more than one YAML document");
        assertRefused("'': {id: a/b}\n", ": a key is not a name of a model: it is empty");
        assertRefused("\"a\\x1bb\": {id: a/b}\n", ": a key is not a name of a model: it has a control character");
        assertRefused("mine: {id: \"a\\0b\"}\n", ": mine.id has a control character");
        assertRefused("mine: {id: a/b, \"x\\x1b\": 1}\n", ": mine.x? is not a known key");
    }

    @Test
    void aFolderAndABinaryFileAreNotMistakenForAMissingOne() throws IOException {
        Refusal.assertRefused(UserError.Kind.BAD_INPUT, () -> ModelsConfig.read(folder))
                .hasMessage(folder + " is a folder; name a file.");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {1, (byte) 0xff, 0, 3});
        Refusal.assertRefused(UserError.Kind.BAD_INPUT, () -> ModelsConfig.read(binary))
                .hasMessage(binary + " is not UTF-8 text; name a text file.");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ModelsConfig.read(folder.resolve("none.yaml")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Models cannot be read: there is no " + folder.resolve("none.yaml"))
                .hasMessageEndingWith("Name a YAML file as the file of models.");
    }

    private void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(UserError.class).hasMessage(file() + message + FORM);
    }

    private Path file() {
        return folder.resolve("models.yaml");
    }

    private List<ModelEntry> read(String yaml) throws IOException {
        return ModelsConfig.read(Files.writeString(file(), yaml));
    }
}
