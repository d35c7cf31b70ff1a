package io.avocet.spark;

import org.apache.spark.sql.SparkSession;

/** Spark in this process, for all tests: two tasks at a time, each tried up to three times. */
final class LocalSpark {
    static final SparkSession SESSION = SparkSession.builder()
            .master("local[2,3]")
            .appName("test")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.files.maxPartitionBytes", "1k") // small files give several tasks, too
            .config("spark.sql.files.openCostInBytes", 0)
            .getOrCreate();

    private LocalSpark() {}
}
