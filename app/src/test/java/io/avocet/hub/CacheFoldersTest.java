package io.avocet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFoldersTest {
    private static final Path HOME = Path.of("/home/me");

    @Test
    void withoutVariablesTheCachesLieAtHome() {
        assertThat(caches(Map.of()).avocet()).isEqualTo(HOME.resolve(".cache/avocet"));
        assertThat(caches(Map.of()).huggingFace()).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
    }

    @Test
    void onAMacTheCacheLiesWhereMacsKeepCaches() {
        CacheFolders mac = new CacheFolders(Map.of(), HOME, true);
        assertThat(mac.avocet()).isEqualTo(HOME.resolve("Library/Caches/avocet"));
        assertThat(mac.huggingFace()).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
    }

    @Test
    void theNearerVariableWins() {
        Map<String, String> all =
                Map.of("AVOCET_CACHE", "/a", "XDG_CACHE_HOME", "/x", "HF_HOME", "/h", "HF_HUB_CACHE", "~/hub");
        assertThat(caches(all).avocet()).isEqualTo(Path.of("/a"));
        assertThat(caches(all).huggingFace()).isEqualTo(HOME.resolve("hub"));

        Map<String, String> some = Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "/h");
        assertThat(caches(some).avocet()).isEqualTo(Path.of("/x/avocet"));
        assertThat(caches(some).huggingFace()).isEqualTo(Path.of("/h/hub"));

        Map<String, String> one = Map.of("XDG_CACHE_HOME", "/x");
        assertThat(caches(one).huggingFace()).isEqualTo(Path.of("/x/huggingface/hub"));
    }

    @Test
    void aVariableThatIsEmptyCountsAsUnset() {
        assertThat(caches(Map.of("AVOCET_CACHE", " ", "HF_HUB_CACHE", "")).avocet())
                .isEqualTo(HOME.resolve(".cache/avocet"));
    }

    @Test
    void theTildeAloneIsHome() {
        assertThat(caches(Map.of("HF_HOME", "~")).huggingFace()).isEqualTo(HOME.resolve("hub"));
    }

    @Test
    void homeComesFromTheEnvironment() {
        assertThat(CacheFolders.of(Map.of("HOME", "/somebody")).huggingFace())
                .isEqualTo(Path.of("/somebody/.cache/huggingface/hub"));
    }

    private static CacheFolders caches(Map<String, String> environment) {
        return new CacheFolders(environment, HOME, false);
    }
}
