package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds THIRD_PARTY.md against the jars that the launcher puts on the class path; needs the packaged build. */
class ThirdPartyIT {
    /** {@code | `group:artefact` (a remark) | version |}. */
    private static final Pattern ROW = Pattern.compile("\\| `[^:`]+:([^:`]+)`[^|]*\\| (\\S+) \\|");

    private final Path home = Path.of(System.getProperty("avocet.home", ""));

    @Test
    void everyLibraryOfTheBuildIsListedWithItsVersion() throws Exception {
        List<String> listed = ROW.matcher(Files.readString(home.resolve("THIRD_PARTY.md")))
                .results()
                .map(row -> row.group(1) + "-" + row.group(2))
                .toList();
        try (Stream<Path> jars = Files.list(home.resolve("target/lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .as("jars in target/lib; after a change of version, ./mvnw clean removes the old ones")
                    .isNotEmpty()
                    .allMatch(jar -> listed.stream().anyMatch(name -> isOrHasClassifier(jar, name)));
        }
    }

    private static boolean isOrHasClassifier(String jar, String name) {
        return jar.equals(name + ".jar") || jar.startsWith(name + "-");
    }
}
