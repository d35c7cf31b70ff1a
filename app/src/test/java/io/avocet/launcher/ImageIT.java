package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The image of {@code -Pdist,image}: its layers are unpacked into a folder, and what it starts is started there. */
@Tag("slow")
class ImageIT {
    @TempDir
    static Path folder;

    private static Path root;
    private static JsonNode config;

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @BeforeAll
    static void unpack() throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        root = Files.createDirectory(folder.resolve("root"));
        untar(Path.of(System.getProperty("avocet.image", "")), image);
        JsonNode manifest = json(blob(image, json(image.resolve("index.json")).at("/manifests/0")));
        config = json(blob(image, manifest.path("config"))).path("config");
        for (JsonNode layer : manifest.path("layers")) {
            untar(blob(image, layer), root);
        }
    }

    @Test
    void itServesAsSomebodyWithoutRightsWithOneVolume() {
        assertThat(config.path("User").asText()).isEqualTo("10001:10001");
        assertThat(words(config.path("Entrypoint"))).containsExactly("/opt/avocet/avocet");
        assertThat(words(config.path("Cmd"))).containsExactly("serve", "--host", "0.0.0.0");
        assertThat(config.path("Volumes").fieldNames()).toIterable().containsExactly("/data");
        assertThat(config.path("ExposedPorts").fieldNames()).toIterable().containsExactly("8503/tcp");
        assertThat(config.at("/Labels/org.opencontainers.image.title").asText()).isEqualTo("Avocet");
    }

    @Test
    void onlyAvocetAndTheVolumeAreInItsLayers() throws IOException {
        try (Stream<Path> top = Files.list(root)) {
            assertThat(top.map(file -> file.getFileName().toString()))
                    .contains("opt", "data")
                    .doesNotContain("app");
        }
        assertThat(Files.getPosixFilePermissions(root.resolve("data"))).hasSize(9);
        assertThat(root.resolve("opt/avocet/lib/classes-runtime.jsa.lock")).doesNotExist();
    }

    @Test
    void whatItStartsAnswersAndWritesNothingOutsideTheVolume() throws Exception {
        List<String> before = installed();
        List<String> command = new ArrayList<>(words(config.path("Entrypoint")));
        command.set(0, root + command.get(0));
        command.addAll(words(config.path("Cmd")));
        command.addAll(List.of("--port", "0"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.resolve("data").toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        words(config.path("Env")).forEach(variable -> {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1].replace("/data", root + "/data"));
        });

        ChildProcess server = processes.start(builder);
        String line = server.awaitLine("Avocet is at ", "?token=");
        int port = URI.create(line.replaceFirst("Avocet is at (\\S+).*", "$1")).getPort();

        assertThat(healthCheck(port)).isZero();
        server.signal("TERM");
        assertThat(server.exitCode()).isZero();
        assertThat(healthCheck(port)).isNotZero();
        assertThat(installed()).isEqualTo(before);
    }

    /** As README.md gives it. */
    private int healthCheck(int port) {
        return processes
                .start("bash", "-c", "</dev/tcp/127.0.0.1/" + port)
                .end()
                .code();
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Path blob(Path image, JsonNode descriptor) {
        return image.resolve("blobs/" + descriptor.path("digest").asText().replace(':', '/'));
    }

    private static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }

    private static void untar(Path tar, Path folder) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("tar", "-xpf", tar.toString(), "-C", folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The files with their times; but whoever owns them makes an archive of classes at the first start if there is none. */
    private static List<String> installed() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(root.resolve("opt"))) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*/lib/(archive\\.log|classes-[^/]*)"))
                    .toList()) {
                files.add(file + " " + Files.getLastModifiedTime(file));
            }
        }
        return List.copyOf(files);
    }
}
