package io.avocet.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.api.Classification;
import io.avocet.api.Email;
import io.avocet.api.EmailClassifier;
import io.avocet.golden.Golden;
import io.avocet.spark.SparkClassify.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkClassifyTest {
    private static final Path MODEL = Golden.folder(Golden.BERT);
    private static final int EMAILS = 50;

    @TempDir
    Path folder;

    @Test
    void jsonlBecomesParquetInAFolderForEachLabel() throws IOException {
        Path input = write("mail.jsonl", rows(EMAILS));

        Counts counts = run("--input", input.toString(), "--keep", "number");

        assertThat(counts).isEqualTo(new Counts(EMAILS, 0, 0));
        List<Row> rows = output().orderBy("number").collectAsList();
        assertThat(rows).extracting(row -> row.<String>getAs("label")).containsExactlyElementsOf(labels(EMAILS));
        assertThat(folders())
                .containsExactlyInAnyOrderElementsOf(
                        labels(EMAILS).stream().map(label -> "label=" + label).collect(Collectors.toSet()));
        assertThat(rows.get(0).schema().fieldNames())
                .containsExactly(
                        "id",
                        "source",
                        "number",
                        "confidence",
                        "unsure",
                        "probabilities",
                        "error",
                        "_corrupt_record",
                        "label");
        assertThat(rows).extracting(row -> row.<String>getAs("number")).startsWith("100", "101");
        assertThat(rows)
                .extracting(row -> row.<String>getAs("id"))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.length() == 64);
        assertThat(rows).allMatch(row -> row.<String>getAs("source").endsWith("mail.jsonl"));
    }

    @Test
    void badRowsAreAsideWithTheirReason() throws IOException {
        Path input = write(
                "mail.jsonl",
                rows(3) + "{\"subject\": \"torn\n[1]\n{\"subject\": \"\", \"body\": null}\n{\"text\": \"x\"}\n");

        assertThat(run("--input", input.toString())).isEqualTo(new Counts(7, 0, 4));

        List<Row> bad = output().filter("label is null").collectAsList();
        assertThat(bad)
                .extracting(row -> row.<String>getAs("error"))
                .containsExactlyInAnyOrder(
                        "not a JSON object",
                        "not a JSON object",
                        "its subject and its body are empty",
                        "its subject and its body are empty");
        assertThat(bad)
                .extracting(row -> row.<String>getAs("_corrupt_record"))
                .containsExactlyInAnyOrder("{\"subject\": \"torn", "[1]", null, null);
        assertThat(bad).allMatch(row -> row.getAs("id") == null && row.getAs("confidence") == null);
    }

    @Test
    void failfastEndsTheJobAtABadRowAndLeavesNothing() throws IOException {
        Path input = write("mail.jsonl", rows(3) + "{\"subject\": \"torn\n");

        assertThatThrownBy(() -> run("--input", input.toString(), "--mode", "failfast"))
                .hasMessageContaining("mail.jsonl: not a JSON object: --mode permissive");

        assertThat(folder.resolve("out/_SUCCESS")).doesNotExist();
        assertThat(folders()).isEmpty();
    }

    @Test
    void anOutputThatIsThereStays() throws IOException {
        Path input = write("mail.jsonl", rows(3));
        run("--input", input.toString());

        assertThatThrownBy(() -> run("--input", input.toString())).hasMessageContaining("already exists");

        assertThat(output().count()).isEqualTo(3);
    }

    @Test
    void parquetWithOtherColumnsBecomesJsonl() throws IOException {
        Path input = write("mail.jsonl", rows(EMAILS));
        String table = folder.resolve("table").toString();
        LocalSpark.SESSION
                .read()
                .json(input.toString())
                .withColumnRenamed("body", "the.text")
                .selectExpr("*", "'old' as label")
                .write()
                .parquet(table);

        run(
                "--input",
                table,
                "--input-format",
                "parquet",
                "--body-column",
                "the.text",
                "--keep",
                "number",
                "--format",
                "jsonl");

        Dataset<Row> output =
                LocalSpark.SESSION.read().json(folder.resolve("out").toString());
        assertThat(output.orderBy("number").collectAsList())
                .extracting(row -> row.<String>getAs("label"))
                .containsExactlyElementsOf(labels(EMAILS));
        assertThat(output.schema().fieldNames()).doesNotContain("the.text", "subject");
    }

    @Test
    void mboxFilesAreReadMessageByMessage() throws IOException {
        write("mail/a.mbox", mbox(0, 20));
        write("mail/b.mbox", mbox(20, EMAILS));
        write("mail/c.txt", "no mail at all\n");

        Counts counts =
                run("--input", folder.resolve("mail").toString(), "--input-format", "mbox", "--keep", "subject,body");

        assertThat(counts).isEqualTo(new Counts(EMAILS + 1, 0, 1));
        List<Row> rows = output().orderBy("subject").collectAsList();
        Row bad = rows.get(0); // null comes first
        assertThat(bad.<String>getAs("source")).endsWith("c.txt");
        assertThat(bad.<String>getAs("error")).contains("has no email");
        assertThat(rows.subList(1, rows.size()))
                .extracting(row -> row.<String>getAs("label"))
                .containsExactlyElementsOf(labels(EMAILS));
        assertThat(rows.get(1).<String>getAs("body").strip()).isEqualTo(body(0));
    }

    @Test
    void aModelMayComeAsAnArchive() throws IOException {
        Path archive = folder.resolve("golden.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.list(MODEL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry("model/" + file.getFileName()));
                Files.copy(file, zip);
            }
        }
        Path input = write("mail.jsonl", rows(EMAILS));
        JobOptions options = JobOptions.parse(
                "--model",
                archive.toString(),
                "--input",
                input.toString(),
                "--output",
                folder.resolve("out").toString());

        SparkClassify.run(LocalSpark.SESSION, options);

        assertThat(output().filter("label is not null").count()).isEqualTo(EMAILS);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> JobOptions.parse("--model", "m", "--input", "i"))
                .hasMessageStartingWith("--output is missing.");
        assertThatThrownBy(() -> JobOptions.parse("--models", "m")).hasMessageStartingWith("--models is no option.");
        assertThatThrownBy(() -> JobOptions.parse("--model")).hasMessageStartingWith("--model has no value.");
        assertThatThrownBy(() -> JobOptions.parse("--model", "m", "--model", "n"))
                .hasMessageStartingWith("--model is there twice.");
        assertThatThrownBy(() -> parse("--format", "csv"))
                .hasMessageStartingWith("--format is csv. Allowed: parquet, jsonl.");
        assertThatThrownBy(() -> parse("--keep", "date, label")).hasMessageStartingWith("--keep names label");
    }

    private static JobOptions parse(String... more) {
        return JobOptions.parse(
                Stream.concat(Stream.of("--model", "m", "--input", "i", "--output", "o"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Counts run(String... options) {
        return SparkClassify.run(
                LocalSpark.SESSION,
                JobOptions.parse(Stream.concat(
                                Stream.of(
                                        "--model",
                                        MODEL.toString(),
                                        "--output",
                                        folder.resolve("out").toString()),
                                Arrays.stream(options))
                        .toArray(String[]::new)));
    }

    private Dataset<Row> output() {
        return LocalSpark.SESSION.read().parquet(folder.resolve("out").toString());
    }

    private List<String> folders() throws IOException {
        Path output = folder.resolve("out");
        if (!Files.exists(output)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(output)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("label="))
                    .toList();
        }
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, content);
    }

    private static List<String> labels(int count) {
        try (EmailClassifier classifier = EmailClassifier.open(MODEL)) {
            List<Email> emails = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                emails.add(new Email(subject(i), body(i)));
            }
            return classifier.classify(emails).stream()
                    .map(Classification::label)
                    .toList();
        }
    }

    private static String subject(int i) {
        return "Subject " + (100 + i);
    }

    private static String body(int i) {
        return "interview " + "offer word ".repeat(i % 9) + i;
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"number\": " + (100 + i) + ", \"subject\": \"" + subject(i) + "\", \"body\": \""
                        + body(i) + "\"}\n")
                .collect(Collectors.joining());
    }

    private static String mbox(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "From a@example.com Mon Nov  2 10:00:00 2026\nSubject: " + subject(i) + "\n\n" + body(i)
                        + "\n\n")
                .collect(Collectors.joining());
    }
}
