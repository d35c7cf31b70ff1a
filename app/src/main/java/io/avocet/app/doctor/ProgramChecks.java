package io.avocet.app.doctor;

import io.avocet.machine.Versions;
import io.avocet.words.ByteSize;
import java.util.List;

/** Avocet itself and the Java that runs it. */
final class ProgramChecks {
    private static final long SMALL_HEAP = 256L << 20;

    private ProgramChecks() {}

    static List<Check> avocet() {
        Versions versions = Versions.current();
        return List.of(
                Check.ok("version", versions.avocet() + ", commit " + versions.commit()),
                Check.ok("libtorch", versions.libtorch()));
    }

    static List<Check> java() {
        return List.of(
                Check.ok("version", System.getProperty("java.version") + ", " + System.getProperty("java.vm.name")),
                Check.ok("vendor", System.getProperty("java.vendor")),
                Check.ok("home", System.getProperty("java.home")),
                heap(Runtime.getRuntime().maxMemory()),
                encoding("file.encoding", "text in files"),
                encoding("stdout.encoding", "text on a terminal"),
                encoding("sun.jnu.encoding", "names of files"));
    }

    static Check heap(long bytes) {
        return bytes >= SMALL_HEAP
                ? Check.ok("heap", "at most " + ByteSize.inWords(bytes))
                : Check.warning(
                        "heap",
                        "at most " + ByteSize.inWords(bytes),
                        "Large files of emails may not fit. AVOCET_JAVA_OPTS=-Xmx1g gives the usual heap.");
    }

    private static Check encoding(String property, String of) {
        String value = System.getProperty(property, "");
        return encoding(property, value.isEmpty() ? System.getProperty("file.encoding", "") : value, of);
    }

    static Check encoding(String property, String value, String of) {
        return value.equalsIgnoreCase("UTF-8")
                ? Check.ok(property, value)
                : Check.warning(
                        property,
                        value,
                        "Characters outside " + value + " in " + of
                                + " are lost. Set LC_ALL=C.UTF-8, or start Avocet with" + " ./avocet, which does.");
    }
}
