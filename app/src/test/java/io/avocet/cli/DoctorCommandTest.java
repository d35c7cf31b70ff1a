package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.machine.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private static final int PROBLEM = 9;

    @TempDir
    static Path home;

    private static Result text = new Result(-1, "", "");
    private static JsonNode json = NullNode.getInstance();

    @BeforeAll
    static void examine() {
        text = new Console(home).run("doctor");
        json = new Console(home).run("doctor", "--json").lastJson();
    }

    @Test
    void theExitCodeSaysWhetherAnythingDoesNotRun() {
        assertThat(text.exitCode()).isEqualTo(text.out().contains("no problems, ") ? 0 : PROBLEM);
        assertThat(text.err()).isEmpty();
    }

    @Test
    void everyCheckHasAStateAndAdviceIfAllIsNotWell() {
        assertThat(json.get("checks")).isNotEmpty().allSatisfy(check -> {
            assertThat(check.get("state").textValue()).isIn("ok", "warning", "problem");
            assertThat(check.get("found").textValue()).isNotBlank();
            assertThat(check.has("advice"))
                    .isEqualTo(!check.get("state").textValue().equals("ok"));
        });
        assertThat(json.get("warnings").intValue()).isEqualTo(count("warning"));
        assertThat(json.get("problems").intValue()).isEqualTo(count("problem"));
    }

    @Test
    void versionsAndFoldersAreThoseOfThisInstallation() {
        assertThat(found("Avocet", "version")).startsWith(Versions.current().avocet() + ", commit ");
        assertThat(found("Java", "home")).isEqualTo(System.getProperty("java.home"));
        assertThat(found("Folders", "trained models"))
                .startsWith(home.resolve("models").toString());
        assertThat(found("Folders", "labelled emails")).contains("data/email_score.jsonl");
    }

    @Test
    void theEngineAndTheTokenizerAreTried() {
        assertThat(found("Engine", "product fp32")).matches("right; \\d+ GFLOP/s \\(median of 7, \\d+ to \\d+\\)");
        assertThat(found("Engine", "product bf16")).startsWith("right; ");
        assertThat(found("Engine", "memory limits")).isEqualTo("JavaCPP sets none");
        assertThat(found("Folders", "tokenizer")).startsWith("works; ");
    }

    @Test
    void theTextHasTheSameChecksAsTheJson() {
        List<String> names = new ArrayList<>();
        json.get("checks").forEach(check -> names.add(check.get("name").textValue()));
        assertThat(names).allSatisfy(name -> assertThat(text.out()).contains(" " + name + " "));
    }

    private static int count(String state) {
        return json.get("checks").findValuesAsText("state").stream()
                .mapToInt(value -> value.equals(state) ? 1 : 0)
                .sum();
    }

    private static String found(String section, String name) {
        for (JsonNode check : json.get("checks")) {
            if (check.get("section").textValue().equals(section)
                    && check.get("name").textValue().equals(name)) {
                return check.get("found").textValue();
            }
        }
        throw new AssertionError("No check " + name + " in " + section);
    }
}
