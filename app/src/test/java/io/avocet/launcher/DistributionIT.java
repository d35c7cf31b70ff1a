package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.golden.Golden;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcess.Ended;
import io.avocet.testing.ChildProcesses;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The tar of {@code -Pdist}, unpacked in an empty folder and used where there is no other Java. */
@Tag("slow")
class DistributionIT {
    private static final long MOST_BYTES = 450_000_000;
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "find", "ln", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "touch");
    private static final Pattern MODULE = Pattern.compile("-> (java\\.\\S+|jdk\\.\\S+)");

    private static final Path TAR = Path.of(System.getProperty("avocet.dist", ""));

    @TempDir
    static Path folder;

    private static Path avocet;
    private static Tools tools;

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @BeforeAll
    static void unpack() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("my programs"));
        assertThat(new ProcessBuilder("tar", "-xzf", TAR.toString(), "-C", empty.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        try (Stream<Path> unpacked = Files.list(empty)) {
            avocet = unpacked.toList().get(0);
        }
        tools = Tools.of(folder.resolve("tools"), TOOLS);
    }

    @Test
    void itRunsWithItsOwnJavaAndTheClassesOfItsArchive() throws Exception {
        run(Map.of(), "--version"); // an older Java makes the archive now
        Path log = folder.resolve("classes.log");

        Ended ended = run(Map.of("AVOCET_JAVA_OPTS", "-Xlog:class+load:file=" + log), "--version");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("Avocet " + version());
        assertThat(ended.err()).isEmpty();
        assertThat(Files.readAllLines(log))
                .as("Java 17 archives no classes of jars below a folder with a space in its name")
                .anyMatch(line -> line.contains("source: shared objects file (top)"));
    }

    @Test
    void doctorFindsTheJavaTheEngineAndTheFoldersOfTheUser() throws Exception {
        run(Map.of(), "--version");
        List<String> before = installed();

        Ended ended = run(Map.of(), "doctor");

        assertThat(ended.out())
                .as(ended.toString())
                .contains(avocet.toRealPath() + "/runtime")
                .contains(folder.resolve("home") + "/.local/share/avocet/models")
                .doesNotContain("does not load");
        assertThat(ended.err()).isEmpty();
        assertThat(installed()).isEqualTo(before);
    }

    @Test
    void itClassifies() throws Exception {
        Path emails = folder.resolve("emails.jsonl");
        Files.writeString(emails, "{\"subject\": \"Your interview\", \"body\": \"On Monday at ten.\"}\n");

        Ended ended = run(
                Map.of(),
                "classify",
                "--model",
                Golden.folder(Golden.BERT).toString(),
                "--input",
                emails.toString(),
                "--json");

        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("\"subject\":\"Your interview\"", "\"confidence\":");
    }

    @Test
    void itServes() throws Exception {
        ChildProcess server = processes.start(command(Map.of(), "serve", "--port", "0"));
        String line = server.awaitLine("Avocet is at ");
        URI health =
                URI.create(line.replaceFirst("Avocet is at (\\S+).*", "$1")).resolve("/api/health");

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ok\"", version());
        server.signal("TERM");
        assertThat(server.exitCode()).isZero();
    }

    @Test
    void theChecksumIsThatOfTheFileWhichIsSmallEnough() throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(TAR)));

        assertThat(TAR.resolveSibling(TAR.getFileName() + ".sha256"))
                .content()
                .isEqualToIgnoringNewLines(hash + "  " + TAR.getFileName());
        assertThat(Files.size(TAR)).isLessThan(MOST_BYTES);
    }

    @Test
    void examplesAndLicencesAreInIt() {
        assertThat(List.of(
                        "LICENSE",
                        "NOTICE",
                        "THIRD_PARTY.md",
                        "licenses/PyTorch.txt",
                        "licenses/oneMKL.txt",
                        "README.md",
                        "config/models.yaml.example",
                        "config/accounts.yaml.example",
                        "data/demo_emails.jsonl",
                        "runtime/legal/java.base/LICENSE"))
                .allSatisfy(file -> assertThat(avocet.resolve(file)).isNotEmptyFile());
    }

    @Test
    void itsJavaHasEveryModuleThatTheJarsUse() throws Exception {
        List<String> classes = new ArrayList<>(List.of("-s", "--ignore-missing-deps"));
        try (Stream<Path> jars = Files.list(avocet.resolve("lib"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                classes.add(classesOf(jar).toString());
            }
        }
        StringWriter found = new StringWriter();

        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(found), new PrintWriter(found), classes.toArray(String[]::new));

        List<String> used = MODULE.matcher(found.toString())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(used).contains("java.base", "java.sql");
        String release = Files.readString(avocet.resolve("runtime/release"));
        List<String> there = Arrays.asList(
                release.replaceFirst("(?s).*MODULES=\"([^\"]*)\".*", "$1").split(" "));
        assertThat(there).containsAll(used);
    }

    /** Without the descriptions of modules, some of which ask for modules that are left out on purpose. */
    private static Path classesOf(Path jar) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("classes/" + jar.getFileName()));
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
                    Path target = copy.resolve(name);
                    Files.createDirectories(target.getParent());
                    Files.copy(file.getInputStream(entry), target);
                }
            }
        }
        return copy;
    }

    private Ended run(Map<String, String> environment, String... arguments) throws IOException {
        return processes.start(command(environment, arguments)).end();
    }

    private static ProcessBuilder command(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(avocet.resolve("avocet").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().put("PATH", tools.folder().toString());
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().putAll(environment);
        return builder;
    }

    private static String version() {
        return avocet.getFileName().toString().substring("avocet-".length());
    }

    /** Every file of the installation, and when it was changed. */
    private static List<String> installed() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(avocet)) {
            for (Path file : all.toList()) {
                files.add(file + " " + Files.getLastModifiedTime(file));
            }
        }
        return List.copyOf(files);
    }
}
