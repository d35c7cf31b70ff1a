package io.avocet.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.input.PortableDataStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads the emails of a job: their file as {@code source}, and {@code error} where one cannot be read. */
final class MailReader {
    /** As Spark calls the line of a file that could not be read. */
    static final String CORRUPT = "_corrupt_record";

    static final String SOURCE = "source";

    private MailReader() {}

    static Dataset<Row> read(SparkSession spark, JobOptions options) {
        return switch (options.inputFormat()) {
            case JSONL -> jsonl(spark, options);
            case PARQUET -> parquet(spark, options.input());
            case MBOX -> mbox(spark, options.input());
        };
    }

    /** The columns are known, so nothing is read to find out. What is no string there is read as its JSON. */
    private static Dataset<Row> jsonl(SparkSession spark, JobOptions options) {
        Set<String> columns = new LinkedHashSet<>();
        columns.add(options.subject());
        columns.add(options.body());
        columns.addAll(options.keep());
        columns.add(CORRUPT);
        StructType schema = new StructType();
        for (String column : columns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        Dataset<Row> rows =
                spark.read().schema(schema).option("mode", "PERMISSIVE").json(options.input());
        return withSource(rows).withColumn(Classified.ERROR, when(col(CORRUPT).isNotNull(), lit("not a JSON object")));
    }

    /** Columns that are called like those of the output give way to them. */
    private static Dataset<Row> parquet(SparkSession spark, String input) {
        return withSource(spark.read().parquet(input).drop(SparkClassify.ADDED.toArray(String[]::new)));
    }

    private static Dataset<Row> withSource(Dataset<Row> files) {
        return files.withColumn(SOURCE, col("_metadata.file_path"));
    }

    /** A file is read by one task, as a stream: it may be larger than the memory. */
    private static Dataset<Row> mbox(SparkSession spark, String input) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        JavaRDD<PortableDataStream> files = context.binaryFiles(input).values();
        return spark.createDataFrame(files.flatMap(MboxRows::new), MboxRows.SCHEMA);
    }
}
