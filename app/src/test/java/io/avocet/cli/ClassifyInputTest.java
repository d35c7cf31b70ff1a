package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyInputTest {
    private static final int BAD_INPUT = 3;
    private static final int NOT_FOUND = 4;

    @TempDir
    Path home;

    @Test
    void aDashReadsStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("{\"subject\": \"Over a pipe\"}\n".getBytes(StandardCharsets.UTF_8)));
            Result result = classify("-", "--json");
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.outLines()).singleElement().asString().startsWith("{\"subject\":\"Over a pipe\"");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void messagesAndMailboxesAreRead() throws IOException {
        String message = "Subject: =?utf-8?q?Caf=C3=A9?=\nContent-Type: text/plain; charset=utf-8\n\nHello.\n";
        Path eml = Files.writeString(home.resolve("one.eml"), message);
        Path mbox = Files.writeString(
                home.resolve("two.mbox"),
                "From a@b Thu Jan  1 00:00:00 2026\n" + message
                        + "\nFrom a@b Thu Jan  1 00:00:00 2026\nSubject: Second\n\nBye.\n");

        assertThat(classify(eml.toString(), "--json").outLines())
                .singleElement()
                .asString()
                .contains("\"Café\"");
        assertThat(classify(mbox.toString(), "--json").outLines())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"Second\"");
    }

    @Test
    void whatIsNotReadOfAFolderIsTold() throws IOException {
        Path mail = Files.createDirectory(home.resolve("mail"));
        Files.writeString(mail.resolve("one.eml"), "Subject: One\n\nHello.\n");
        assertThat(classify(mail.toString()).err()).doesNotContain("not what else is there");
        Files.writeString(mail.resolve("two.mbox"), "From a@b Thu Jan  1 00:00:00 2026\nSubject: Two\n\nBye.\n");
        Result result = classify(mail.toString(), "--json");
        assertThat(result.outLines()).hasSize(1);
        assertThat(result.err())
                .contains("Only the .eml files of " + mail + " are read, not what else is there (1). 'avocet import "
                        + mail);
    }

    @Test
    void withoutJsonATableIsPrinted() throws IOException {
        Result result = classify(rows("{\"subject\": \"Line one\\nline two \\u001b[31m\", \"body\": \"\"}"));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.outLines()).hasSize(2);
        assertThat(result.outLines().get(0)).matches("label +confidence  subject");
        assertThat(result.outLines().get(1))
                .matches("[a-z_]+ +[0-9.]+%  Line one line two  \\[31m \\(no readable text\\)");
    }

    @Test
    void anOutputFileIsWrittenAndNothingElse() throws IOException {
        Path output = home.resolve("out.jsonl");
        Result result = classify(rows("{\"subject\": \"a\"}", "{\"subject\": \"b\"}"), "--output", output.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(output).content().hasLineCount(2).startsWith("{\"subject\":\"a\"");
        assertThat(home).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aBadRowIsNamedAndSkipped() throws IOException {
        List<String> rows = new ArrayList<>(List.of("{\"subject\": \"Secret"));
        for (int i = 0; i < 10; i++) {
            rows.add("{\"subject\": \"" + i + "\"}");
        }
        String input = rows(rows.toArray(String[]::new));

        Result result = classify(input, "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("Skipped " + input + ":1: ")
                .contains("Classified 10 emails, skipped 1.")
                .doesNotContain("Secret");
        assertThat(result.outLines()).hasSize(10);
    }

    @Test
    void moreThanATenthOfBadRowsFailsAndLeavesTheFormerFile() throws IOException {
        Path output = Files.writeString(home.resolve("out.jsonl"), "former");
        String input = rows("{\"subject\": \"good\"}", "{bad", "[]");

        Result result = classify(input, "--output", output.toString());

        assertThat(result.err())
                .contains("Classified 1 email, skipped 2.")
                .contains("Error: More than a tenth of the input could not be read: 2 of 3 emails, the first " + input
                        + ":2: not valid JSON (near column 2). Correct what was skipped, or remove it.");
        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(output).hasContent("former");
        assertThat(home).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aLineOfNulBytesIsNoBlankLine() throws IOException {
        String input = rows("\u0000\u0000\u0000");
        Result result = classify(input);
        assertThat(result.err()).contains("Skipped " + input + ":1: ");
        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
    }

    @Test
    void aFailureAfterTheGoodRowsIsTheLastLineOfJson() throws IOException {
        Result result = classify(rows("{\"subject\": \"good\"}", "{bad"), "--json");

        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(result.outLines()).hasSize(2);
        assertThat(result.outLines().get(0)).startsWith("{\"subject\":\"good\"");
        assertThat(result.outLines().get(1)).startsWith("{\"type\":\"error\",\"message\":\"More than a tenth");
    }

    @Test
    void aRunThatFailsLeavesNoOutputFile() throws IOException {
        Path output = home.resolve("out.jsonl");
        Result result = new Console(home)
                .run("classify", "--model", "nope", "--input", rows("{}"), "--output", output.toString());
        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(home).isDirectoryNotContaining("glob:**out.jsonl*");
    }

    @Test
    void anOutputThatIsAFolderOrLiesInNoneIsRefused() throws IOException {
        String input = rows("{}");
        assertRefused(classify(input, "--output", home.toString()), BAD_INPUT, home + " is a folder");
        Path nowhere = home.resolve("nowhere/out.jsonl");
        assertRefused(
                classify(input, "--output", nowhere.toString()),
                BAD_INPUT,
                "--output " + nowhere + " cannot be written");
    }

    @Test
    void anInputThatIsMissingOrEmptyIsRefused() throws IOException {
        assertRefused(classify("none.jsonl"), NOT_FOUND, "Emails not found: none.jsonl.");
        Path empty = Files.createFile(home.resolve("empty.jsonl"));
        assertRefused(classify(empty.toString()), BAD_INPUT, empty + " is empty.");
    }

    @Test
    void aBatchSizeOutOfRangeIsRefused() throws IOException {
        assertRefused(classify(rows("{}"), "--batch-size", "0"), 2, "--batch-size is 0. Allowed: 1 to 1024.");
    }

    private static void assertRefused(Result result, int exitCode, String message) {
        assertThat(result.err()).contains(message).doesNotContain("bug in Avocet");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    private String rows(String... rows) throws IOException {
        return Files.write(home.resolve("emails.jsonl"), List.of(rows)).toString();
    }

    private Result classify(String input, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("classify", "--model", Golden.folder(Golden.DEBERTA).toString(), "--input", input));
        arguments.addAll(List.of(more));
        return new Console(home).run(arguments.toArray(String[]::new));
    }
}
