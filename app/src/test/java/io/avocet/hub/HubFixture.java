package io.avocet.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A fake Hub with one small model, an empty cache, and a machine whose pauses take no time. */
final class HubFixture implements AutoCloseable, DownloadListener {
    static final String ID = "org/some-model";
    static final String WEIGHTS = "model.safetensors";

    final FakeHub hub = new FakeHub(ID)
            .with("config.json", "{\"model_type\": \"deberta-v2\"}")
            .with("tokenizer.json", "{}")
            .with("tokenizer_config.json", "{\"a\": 1}")
            .with("README.md", "not needed")
            .with("pytorch_model.bin", "not wanted")
            .with(WEIGHTS, bytes(200_000));
    final Map<String, String> environment = new HashMap<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();
    final List<DownloadProgress> progress = new ArrayList<>();
    final Path cache;
    HubMachine machine = HubMachine.real();

    HubFixture(Path temp) {
        cache = temp.resolve("hub");
        environment.put("HF_HUB_CACHE", cache.toString());
        environment.put("HF_ENDPOINT", hub.endpoint());
        environment.put("HOME", temp.toString());
        machine = new HubMachine(this::pause, System::nanoTime, folder -> 1_000_000_000, Files::createSymbolicLink, 42);
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private void pause(Duration duration) throws InterruptedException {
        pauses.add(duration);
        TimeUnit.MILLISECONDS.sleep(2);
    }

    /** Makes the file system one without links. */
    void refuseLinks() {
        machine = new HubMachine(
                machine.pause(),
                System::nanoTime,
                folder -> Long.MAX_VALUE,
                (link, target) -> {
                    throw new UnsupportedOperationException("no links");
                },
                42);
    }

    /** All pauses together. */
    Duration paused() {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    BaseModels models() {
        return new BaseModels(environment, machine);
    }

    Path download() {
        return models().download(ID, this).folder();
    }

    /** As {@link #download()}, but the server may be silent for so long only. */
    Path download(Duration timeout) {
        HubSettings settings = HubSettings.of(environment);
        HubSettings hasty = new HubSettings(settings.endpoint(), settings.token(), timeout, settings.proxies());
        return new HubDownload(hasty, repository(), machine, this).run();
    }

    CachedRepository repository() {
        return new CachedRepository(cache, ID);
    }

    /** Every path below the model's folder, with the targets of links. */
    List<String> tree() throws IOException {
        Path root = repository().folder();
        try (Stream<Path> paths = Files.walk(root)) {
            List<String> shown = new ArrayList<>();
            for (Path path : paths.filter(path -> Files.isSymbolicLink(path) || !Files.isDirectory(path))
                    .sorted()
                    .toList()) {
                String link = Files.isSymbolicLink(path) ? " -> " + Files.readSymbolicLink(path) : "";
                shown.add(root.relativize(path) + link);
            }
            return shown;
        }
    }

    @Override
    public void progress(DownloadProgress event) {
        progress.add(event);
    }

    @Override
    public void note(String message) {
        notes.add(message);
    }

    @Override
    public void close() {
        hub.close();
    }
}
