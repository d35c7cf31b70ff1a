package io.avocet.spark;

import io.avocet.api.ClassifierOptions;
import io.avocet.api.EmailClassifier;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.SparkSession;

/**
 * A model as the driver names it and the executors find it. The tasks of an executor share one classifier, which the first of them
 * opens and which stays open as long as the process.
 *
 * @param location a folder, or the name of what Spark has unpacked
 * @param threads cores of an executor; 0 for all of its machine
 */
record SharedModel(String location, int threads) implements Serializable {
    private static final Pattern ARCHIVE = Pattern.compile("(?:.*/)?([^/]+\\.(?:zip|tgz|tar\\.gz))");
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,.*)?])?");

    private static final Map<SharedModel, EmailClassifier> OPEN = new ConcurrentHashMap<>();

    /** Sends an archive to the executors; a folder has to be there. */
    static SharedModel of(SparkSession spark, String model) {
        int threads = threads(spark.sparkContext().conf());
        Matcher archive = ARCHIVE.matcher(model);
        if (archive.matches()) {
            spark.sparkContext().addArchive(model);
            return new SharedModel(archive.group(1), threads);
        }
        if (model.contains("://")) {
            throw new IllegalArgumentException("The model " + model
                    + " is no folder that executors can open. Name a folder on their own disks, or an archive of it (.zip,"
                    + " .tar.gz, .tgz).");
        }
        return new SharedModel(model, threads);
    }

    /** YARN and Kubernetes give an executor one core if they are not asked for more; a worker of Spark's own gives all. */
    static int threads(SparkConf conf) {
        String master = conf.get("spark.master", "");
        Matcher local = LOCAL.matcher(master);
        if (local.matches()) {
            String cores = local.group(1) == null ? "1" : local.group(1);
            return cores.equals("*") ? 0 : Integer.parseInt(cores);
        }
        boolean sparing = master.startsWith("yarn") || master.startsWith("k8s");
        return conf.getInt("spark.executor.cores", sparing ? 1 : 0);
    }

    /**
     * The classifier of this process; the other tasks wait while one opens it.
     *
     * @throws io.avocet.api.AvocetException if there is no model, or it cannot be loaded
     */
    EmailClassifier classifier() {
        return OPEN.computeIfAbsent(
                this, model -> EmailClassifier.open(folder(), ClassifierOptions.DEFAULT.withThreads(threads)));
    }

    private Path folder() {
        Path named = Path.of(location);
        Path sent = Path.of(SparkFiles.get(location));
        return !Files.isDirectory(named) && Files.isDirectory(sent) ? withoutOuterFolders(sent) : named;
    }

    /** Most archives hold the folder, some its files alone. */
    private static Path withoutOuterFolders(Path unpacked) {
        try (Stream<Path> entries = Files.list(unpacked)) {
            List<Path> found = entries.toList();
            return found.size() == 1 && Files.isDirectory(found.get(0)) ? found.get(0) : unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
