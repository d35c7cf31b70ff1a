package io.avocet.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The job for {@code spark-submit}: classifies JSONL, Parquet or mbox files, and writes a folder for each label. A row that cannot be
 * read or has no text is in the folder of no label, with its reason in {@code error}, or ends the job with {@code --mode failfast}.
 */
public final class SparkClassify {
    /** SHA-256 of subject, line feed and body. */
    static final String ID = "id";

    /** Columns of the output that are not of the input. */
    static final List<String> ADDED = Stream.concat(
                    Stream.of(ID, MailReader.SOURCE, MailReader.CORRUPT), Classified.COLUMNS.stream())
            .toList();

    private SparkClassify() {}

    /**
     * What a job has written.
     *
     * @param rows all, those of the next two included
     */
    record Counts(long rows, long unsure, long errors) {}

    public static void main(String[] args) {
        JobOptions options = JobOptions.parse(args);
        SparkSession spark =
                SparkSession.builder().appName("Avocet: " + options.input()).getOrCreate();
        try {
            Counts counts = run(spark, options);
            System.out.printf(
                    Locale.ROOT,
                    "%d rows in %s: %d are unsure, %d could not be classified (column error).%n",
                    counts.rows(),
                    options.output(),
                    counts.unsure(),
                    counts.errors());
        } finally {
            spark.stop();
        }
    }

    static Counts run(SparkSession spark, JobOptions options) {
        Observation counts = new Observation();
        rows(MailReader.read(spark, options), options)
                .observe(
                        counts,
                        count(lit(1)).as("rows"),
                        count_if(col(Classified.UNSURE)).as("unsure"),
                        count(col(Classified.ERROR)).as("errors"))
                .write()
                .partitionBy(Classified.LABEL)
                .format(options.format() == JobOptions.OutputFormat.JSONL ? "json" : "parquet")
                .save(options.output());
        return counted(counts);
    }

    private static Counts counted(Observation counts) {
        try {
            Map<String, ?> counted = counts.getAsJava();
            return new Counts(number(counted, "rows"), number(counted, "unsure"), number(counted, "errors"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted when all was written", e);
        }
    }

    private static long number(Map<String, ?> counted, String name) {
        return (Long) Objects.requireNonNull(counted.get(name), name);
    }

    private static Dataset<Row> rows(Dataset<Row> emails, JobOptions options) {
        Dataset<Row> classified = Classified.of(emails, options.model(), options.subject(), options.body())
                .withColumn(ID, when(col(Classified.ERROR).isNull(), hash(options)));
        if (options.mode() == JobOptions.Mode.FAILFAST) {
            classified = classified.withColumn(Classified.ERROR, failing());
        }
        Set<String> columns = new LinkedHashSet<>(List.of(ID, MailReader.SOURCE));
        columns.addAll(options.keep());
        columns.addAll(Classified.COLUMNS);
        if (Arrays.asList(classified.columns()).contains(MailReader.CORRUPT)) {
            columns.add(MailReader.CORRUPT);
        }
        return classified.select(columns.stream().map(SparkClassify::named).toArray(Column[]::new));
    }

    /** A column of any name, such as one with a dot. */
    private static Column named(String column) {
        return col("`" + column.replace("`", "``") + "`");
    }

    private static Column hash(JobOptions options) {
        return sha2(
                concat_ws("\n", orEmpty(options.subject()), orEmpty(options.body()))
                        .cast("binary"),
                256);
    }

    private static Column orEmpty(String column) {
        return coalesce(named(column), lit(""));
    }

    private static Column failing() {
        Column error = col(Classified.ERROR);
        Column message =
                concat_ws(": ", col(MailReader.SOURCE), error, lit("--mode permissive keeps such rows aside."));
        return when(error.isNotNull(), raise_error(message)).cast("string");
    }
}
