package io.avocet.machine;

/**
 * The system properties by which Avocet sets up the native libraries before it loads them. What the program has set itself
 * stays.
 */
public final class NativeSettings {
    /** JavaCPP's limit of the whole process in bytes; 0 for none. */
    public static final String PROCESS_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    private NativeSettings() {}

    /** For libtorch, before any class of JavaCPP is used. */
    public static void beforeTensors() {
        // JavaCPP would refuse allocations when the process outgrows four times the Java heap. The weights are
        // outside the heap on purpose, and scopes own them.
        setUnlessSet("org.bytedeco.javacpp.maxBytes", "0");
        setUnlessSet(PROCESS_LIMIT, "0");
        if (System.getProperty("os.name").equals("Linux")) {
            // OpenBLAS's threads fight those of libtorch.
            setUnlessSet("org.bytedeco.openblas.load", "mkl");
        }
    }

    /**
     * When libtorch is loaded, in a process of Avocet's own, which has the system property {@code avocet.home}: each class of
     * the binding would look for its libraries again when it is first used. Another program may have more to load by JavaCPP.
     */
    public static void afterTensors() {
        if (System.getProperty("avocet.home") != null) {
            setUnlessSet("org.bytedeco.javacpp.loadLibraries", "false");
        }
    }

    /**
     * For the tokenizers: the native library that is in the jar, which is unpacked to DJL_CACHE_DIR, else ~/.djl.ai, else
     * the temporary folder. Environment variables of these names (and DJL_OFFLINE) win over the properties.
     */
    public static void beforeTokenizers() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("RUST_FLAVOR", "cpu");
        // Their loader logs by SLF4J, which would complain on standard error in a program that has no logging.
        setUnlessSet("slf4j.internal.verbosity", "ERROR");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
