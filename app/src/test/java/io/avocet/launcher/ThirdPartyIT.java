package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds THIRD_PARTY.md against the jars that the launcher puts on the class path, and against the packages in the web
 * page; needs the packaged build.
 */
class ThirdPartyIT {
    /** {@code | `group:artefact` (a remark) | version | licence |}. */
    private static final Pattern ROW = Pattern.compile("\\| `[^:`]+:([^:`]+)`[^|]*\\| (\\S+) \\| ([^|]+) \\|");

    /** {@code ## package - version (licence)}, as the build of the page writes it. */
    private static final Pattern PACKAGE = Pattern.compile("(?m)^## (\\S+) - (\\S+) \\((.+)\\)$");

    private static final Pattern LICENCE_TEXT = Pattern.compile("(?i)(.*/)?(licen[cs]e|copying)[^/]*");

    /** The library of this project. */
    private static final String OWN = "avocet-[0-9.]+\\.jar";

    private final Path home = Path.of(System.getProperty("avocet.home", ""));

    @Test
    void everyLibraryOfTheBuildIsListedWithItsVersion() throws Exception {
        List<String> listed = ROW.matcher(Files.readString(home.resolve("THIRD_PARTY.md")))
                .results()
                .map(row -> row.group(1) + "-" + row.group(2))
                .toList();
        try (Stream<Path> jars = Files.list(home.resolve("app/target/lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .as("jars in app/target/lib; after a change of version, ./mvnw clean removes the old ones")
                    .isNotEmpty()
                    .allMatch(
                            jar -> jar.matches(OWN) || listed.stream().anyMatch(name -> isOrHasClassifier(jar, name)));
        }
    }

    @Test
    void everyPackageInTheWebPageIsListedWithItsVersionAndLicence() throws Exception {
        Path licences = home.resolve("app/target/classes/io/avocet/web/licenses.txt");
        assumeTrue(Files.exists(licences), "the page was built");
        List<String> rows = PACKAGE.matcher(Files.readString(licences))
                .results()
                .map(found -> "| `" + found.group(1) + "` | " + found.group(2) + " | " + found.group(3) + " |")
                .toList();
        assertThat(rows).isNotEmpty();
        assertThat(Files.readString(home.resolve("THIRD_PARTY.md"))).contains(rows);
    }

    @Test
    void everyJarHasTheTextOfItsLicenceOrLicencesHas() throws Exception {
        List<MatchResult> libraries = ROW.matcher(Files.readString(home.resolve("THIRD_PARTY.md")))
                .results()
                .filter(row -> !row.group(3).contains("Apache-2.0"))
                .toList();
        assertThat(libraries).isNotEmpty().allSatisfy(row -> {
            Path jar = home.resolve("app/target/lib/" + row.group(1) + "-" + row.group(2) + ".jar");
            Path text = home.resolve("licenses/" + row.group(1).replaceFirst("-.*", "") + ".txt");
            assertThat(Files.exists(text) || hasLicence(jar)).as("%s", jar).isTrue();
        });
    }

    @Test
    void theLicenceTextsAreListed() throws Exception {
        String listed = Files.readString(home.resolve("THIRD_PARTY.md"));
        try (Stream<Path> texts = Files.list(home.resolve("licenses"))) {
            assertThat(texts.map(text -> "`" + text.getFileName() + "`"))
                    .isNotEmpty()
                    .allMatch(listed::contains);
        }
    }

    private static boolean hasLicence(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .anyMatch(entry -> LICENCE_TEXT.matcher(entry.getName()).matches());
        }
    }

    private static boolean isOrHasClassifier(String jar, String name) {
        return jar.equals(name + ".jar") || jar.startsWith(name + "-");
    }
}
