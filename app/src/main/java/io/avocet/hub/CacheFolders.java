package io.avocet.hub;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where caches are, from environment variables; one that is empty counts as unset. */
record CacheFolders(Map<String, String> environment, Path home, boolean onMac) {
    CacheFolders {
        environment = Map.copyOf(environment);
    }

    static CacheFolders of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return new CacheFolders(
                environment,
                Path.of(home.isEmpty() ? System.getProperty("user.home") : home),
                System.getProperty("os.name").startsWith("Mac"));
    }

    /** The cache of this program: {@code AVOCET_CACHE}, else the user's cache folder. */
    Path avocet() {
        return variable("AVOCET_CACHE")
                .or(() -> variable("XDG_CACHE_HOME").map(cache -> cache.resolve("avocet")))
                .orElseGet(() -> home.resolve(onMac ? "Library/Caches/avocet" : ".cache/avocet"));
    }

    /** The cache that Hugging Face's tools share, found as they find it. */
    Path huggingFace() {
        return variable("HF_HUB_CACHE")
                .or(() -> variable("HUGGINGFACE_HUB_CACHE"))
                .orElseGet(() -> huggingFaceHome().resolve("hub"));
    }

    /** The file in which Hugging Face's tools keep the user's token. */
    Path huggingFaceToken() {
        return variable("HF_TOKEN_PATH").orElseGet(() -> huggingFaceHome().resolve("token"));
    }

    private Path huggingFaceHome() {
        return variable("HF_HOME")
                .or(() -> variable("XDG_CACHE_HOME").map(cache -> cache.resolve("huggingface")))
                .orElseGet(() -> home.resolve(".cache/huggingface"));
    }

    private Optional<Path> variable(String name) {
        String value = environment.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.equals("~")) {
            return Optional.of(home);
        }
        return Optional.of(value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value));
    }
}
