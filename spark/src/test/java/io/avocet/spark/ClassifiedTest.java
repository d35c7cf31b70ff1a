package io.avocet.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.avocet.api.Classification;
import io.avocet.api.Email;
import io.avocet.api.EmailClassifier;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifiedTest {
    /** Batches of other emails add up in another order. */
    private static final double TOLERANCE = 1e-6;

    private static final String MODEL = Golden.folder(Golden.BERT).toString();

    private static final List<Email> EMAILS = IntStream.range(0, 60)
            .mapToObj(i -> new Email("Interview " + i, "word " + "offer ".repeat(i % 7)))
            .toList();

    @TempDir
    Path folder;

    @Test
    void theResultsAreThoseOfTheLibrary() {
        List<Row> rows = Classified.of(emails(), MODEL).orderBy("number").collectAsList();

        assertThat(rows).hasSameSizeAs(EMAILS);
        try (EmailClassifier classifier = EmailClassifier.open(Golden.folder(Golden.BERT))) {
            List<Classification> expected = classifier.classify(EMAILS);
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                Classification result = expected.get(i);
                assertThat(row.<String>getAs("subject")).isEqualTo(EMAILS.get(i).subject());
                assertThat(row.<String>getAs("label")).isEqualTo(result.label());
                assertThat(row.<Double>getAs("confidence")).isCloseTo(result.confidence(), within(TOLERANCE));
                assertThat(row.<Boolean>getAs("unsure")).isEqualTo(result.unsure());
                assertThat(row.<Object>getAs("error")).isNull();
                var probabilities = row.<String, Double>getJavaMap(row.fieldIndex("probabilities"));
                assertThat(probabilities).hasSameSizeAs(result.probabilities());
                result.probabilities()
                        .forEach((label, probability) ->
                                assertThat(probabilities.get(label)).isCloseTo(probability, within(TOLERANCE)));
            }
        }
    }

    @Test
    void rowsWithoutTextOrWithAnErrorHaveNoLabelButAReason() {
        StructType schema = StructType.fromDDL("error string, subject string, body string");
        List<Row> rows = Classified.of(
                        LocalSpark.SESSION.createDataFrame(
                                List.of(
                                        RowFactory.create(null, "Hello", null),
                                        RowFactory.create(null, null, " "),
                                        RowFactory.create("torn", "Hello", "you")),
                                schema),
                        MODEL)
                .collectAsList();

        assertThat(rows)
                .extracting(row -> row.<String>getAs("error"))
                .containsExactly(null, "its subject and its body are empty", "torn");
        assertThat(rows).extracting(row -> row.<Object>getAs("label") == null).containsExactly(false, true, true);
        assertThat(rows.get(0).schema().fieldNames())
                .containsExactly("subject", "body", "label", "confidence", "unsure", "probabilities", "error");
    }

    @Test
    void theTasksOfAProcessShareOneClassifier() throws IOException {
        Path model = GoldenCopy.of(Golden.BERT, folder.resolve("only-once")).folder();

        Dataset<Row> classified = Classified.of(emails().repartition(8), model.toString());
        assertThat(classified.count()).isEqualTo(EMAILS.size());
        assertThat(classified.filter("label is not null").count()).isEqualTo(EMAILS.size());

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .containsOnlyOnce("avocet only-once"); // a thread for each that is open
    }

    @Test
    void aTaskThatIsTriedAgainWritesEachRowOnce() {
        Dataset<Row> classified = Classified.of(emails().repartition(2), MODEL);
        String output = folder.resolve("out").toString();
        MapPartitionsFunction<Row, Row> failing = ClassifiedTest::failFirst;

        classified
                .mapPartitions(failing, Encoders.row(classified.schema()))
                .write()
                .partitionBy("label")
                .parquet(output);

        assertThat(LocalSpark.SESSION.read().parquet(output).orderBy("number").collectAsList())
                .extracting(row -> row.<Integer>getAs("number"))
                .containsExactlyElementsOf(
                        IntStream.range(0, EMAILS.size()).boxed().toList());
    }

    /** In the first attempt, a failure after some rows. */
    private static Iterator<Row> failFirst(Iterator<Row> rows) {
        int[] count = {0};
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                if (TaskContext.get().attemptNumber() == 0 && count[0]++ == 10) {
                    throw new IllegalStateException("the first attempt fails");
                }
                return rows.next();
            }
        };
    }

    @Test
    void aModelThatIsMissingEndsTheJobAndIsNamed() {
        String missing = folder.resolve("none").toString();
        assertThatThrownBy(() -> Classified.of(emails(), missing).collectAsList())
                .rootCause()
                .hasMessageContaining(missing)
                .hasMessageContaining("trained model");
        assertThatThrownBy(() -> Classified.of(emails(), "hdfs://host/models/jobs"))
                .hasMessageContaining("archive");
    }

    @Test
    void columnsThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> Classified.of(emails(), MODEL, "title", "body"))
                .hasMessageContaining("no column title. They have: number, subject, body.");
        assertThatThrownBy(() -> Classified.of(emails(), MODEL, "number", "body"))
                .hasMessageContaining("number is of the type int");
        assertThatThrownBy(() -> Classified.of(emails().withColumn("label", lit("x")), MODEL))
                .hasMessageContaining("a column label already");
        assertThatThrownBy(() -> Classified.of(emails().withColumn("error", col("number")), MODEL))
                .hasMessageContaining("error is of the type int");
    }

    @Test
    void aClassifierHasTheCoresOfItsExecutor() {
        assertThat(SharedModel.threads(conf("local[2,3]"))).isEqualTo(2);
        assertThat(SharedModel.threads(conf("local"))).isEqualTo(1);
        assertThat(SharedModel.threads(conf("local[*]"))).isZero();
        assertThat(SharedModel.threads(conf("yarn"))).isEqualTo(1);
        assertThat(SharedModel.threads(conf("k8s://https://host"))).isEqualTo(1);
        assertThat(SharedModel.threads(conf("yarn").set("spark.executor.cores", "4")))
                .isEqualTo(4);
        assertThat(SharedModel.threads(conf("spark://host:7077"))).isZero();
    }

    private static SparkConf conf(String master) {
        return new SparkConf(false).set("spark.master", master);
    }

    private static Dataset<Row> emails() {
        List<Row> rows = IntStream.range(0, EMAILS.size())
                .mapToObj(i -> RowFactory.create(
                        i, EMAILS.get(i).subject(), EMAILS.get(i).body()))
                .toList();
        return LocalSpark.SESSION.createDataFrame(rows, StructType.fromDDL("number int, subject string, body string"));
    }
}
