/**
 * Classifies emails in Apache Spark: {@link io.avocet.spark.Classified} in a job of one's own, {@link io.avocet.spark.SparkClassify}
 * as a job for {@code spark-submit}. Of Avocet it knows the library's own interface, {@code io.avocet.api}, alone.
 */
@NullMarked
package io.avocet.spark;

import org.jspecify.annotations.NullMarked;
