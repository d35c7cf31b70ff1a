package io.avocet.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Emails of a job with what a model says of them. */
public final class Classified {
    /** The label; null where a row could not be classified. */
    public static final String LABEL = "label";

    /** The label's probability, from 0 to 1. */
    public static final String CONFIDENCE = "confidence";

    /** Whether the email is for a person to decide. */
    public static final String UNSURE = "unsure";

    /** The probability of each label: a map of strings to doubles. */
    public static final String PROBABILITIES = "probabilities";

    /** Why a row could not be classified; null where it was. */
    public static final String ERROR = "error";

    static final List<String> COLUMNS = List.of(LABEL, CONFIDENCE, UNSURE, PROBABILITIES, ERROR);

    private Classified() {}

    /** As {@link #of(Dataset, String, String, String)}, with the columns {@code subject} and {@code body}. */
    public static Dataset<Row> of(Dataset<Row> emails, String model) {
        return of(emails, model, "subject", "body");
    }

    /**
     * Adds the columns {@code label}, {@code confidence}, {@code unsure}, {@code probabilities} and {@code error} to emails. Each row
     * gives one row, and its partition and its place there stay. A row without subject and body, or with an {@code error}
     * already, is not classified: its label is null and its {@code error} has the reason.
     *
     * <p>Each executor opens the model once and uses as many cores as it has. Nothing is computed before the result is used, and
     * everything again each time that it is used: write it once, or cache it.
     *
     * @param model a folder that every executor sees by this path; or an archive (.zip, .tar.gz, .tgz) of such a folder, of any file
     *     system that Spark reads, which is sent to the executors; or the name of what {@code spark-submit --archives} has sent
     * @param subject the column, of strings; null if there is none
     * @param body the column, of strings, as plain text
     * @throws IllegalArgumentException if a column is missing or no string, or the emails have a column that would be added
     */
    public static Dataset<Row> of(Dataset<Row> emails, String model, String subject, String body) {
        StructType from = emails.schema();
        StructType to = result(from);
        EmailRows rows = new EmailRows(
                strings(from, subject),
                strings(from, body),
                error(from),
                kept(from),
                SharedModel.of(emails.sparkSession(), model));
        MapPartitionsFunction<Row, Row> classify = partition -> new ClassifiedRows(partition, rows);
        return emails.mapPartitions(classify, Encoders.row(to));
    }

    private static StructType result(StructType from) {
        List<StructField> fields = new ArrayList<>();
        for (StructField field : from.fields()) {
            if (field.name().equals(ERROR)) {
                continue;
            }
            if (COLUMNS.contains(field.name())) {
                throw new IllegalArgumentException("The emails have a column " + field.name()
                        + " already, which classifying adds. Rename or drop it first.");
            }
            fields.add(field);
        }
        fields.add(DataTypes.createStructField(LABEL, DataTypes.StringType, true));
        fields.add(DataTypes.createStructField(CONFIDENCE, DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField(UNSURE, DataTypes.BooleanType, true));
        fields.add(DataTypes.createStructField(
                PROBABILITIES, DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false), true));
        fields.add(DataTypes.createStructField(ERROR, DataTypes.StringType, true));
        return DataTypes.createStructType(fields);
    }

    private static List<Integer> kept(StructType from) {
        int error = error(from);
        return IntStream.range(0, from.size())
                .filter(column -> column != error)
                .boxed()
                .toList();
    }

    private static int error(StructType from) {
        return indexOf(from, ERROR) < 0 ? -1 : strings(from, ERROR);
    }

    private static int strings(StructType from, String column) {
        int index = indexOf(from, column);
        if (index < 0) {
            throw new IllegalArgumentException("The emails have no column " + column + ". They have: "
                    + String.join(", ", from.fieldNames()) + ". Name the columns of the subject and of the body.");
        }
        if (!from.fields()[index].dataType().equals(DataTypes.StringType)) {
            throw new IllegalArgumentException("The column " + column + " is of the type "
                    + from.fields()[index].dataType().simpleString() + ". Cast it to string first.");
        }
        return index;
    }

    private static int indexOf(StructType from, String column) {
        return Arrays.asList(from.fieldNames()).indexOf(column);
    }
}
