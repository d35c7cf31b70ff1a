package io.avocet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void nameTheHome() {
        environment.put("HOME", home.toString());
    }

    @Test
    void withoutVariablesItIsTheHubItselfAndNobody() {
        HubSettings settings = HubSettings.of(environment);
        assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(settings.token()).isEmpty();
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(HubSettings.isOffline(environment)).isFalse();
    }

    @Test
    void aMirrorMayHaveAPathAndASlashAtItsEnd() {
        environment.put("HF_ENDPOINT", "https://mirror.example/hf/");
        assertThat(HubSettings.of(environment).endpoint()).isEqualTo(URI.create("https://mirror.example/hf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"huggingface.co", "ftp://huggingface.co", "https://", "https://a b", "https://a?b"})
    void anEndpointThatIsNoAddressIsRefused(String endpoint) {
        environment.put("HF_ENDPOINT", endpoint);
        assertThatThrownBy(() -> HubSettings.of(environment))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "HF_ENDPOINT is '" + endpoint.replaceAll("/+$", "") + "'. Allowed is an address");
    }

    @Test
    void theNearestTokenWins() throws IOException {
        Path file = Files.createDirectories(home.resolve("hf")).resolve("token");
        Files.writeString(file, " hf_file\n");
        environment.put("HF_HOME", home.resolve("hf").toString());
        assertThat(HubSettings.of(environment).token()).hasValue("hf_file");
        environment.put("HUGGING_FACE_HUB_TOKEN", "hf_old");
        assertThat(HubSettings.of(environment).token()).hasValue("hf_old");
        environment.put("HF_TOKEN", "hf_new ");
        assertThat(HubSettings.of(environment).token()).hasValue("hf_new");
    }

    @Test
    void aTokenThatCouldBreakAHeaderIsRefusedAndNotShown() {
        environment.put("HF_TOKEN", "hf_a\r\nHost: evil");
        assertThatThrownBy(() -> HubSettings.of(environment))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("The environment variable HF_TOKEN holds no Hugging Face token")
                .hasMessageNotContaining("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "YES", "On"})
    void offlineIsSaidInTheseWords(String yes) {
        assertThat(HubSettings.isOffline(Map.of("HF_HUB_OFFLINE", yes))).isTrue();
        assertThat(HubSettings.isOffline(Map.of("TRANSFORMERS_OFFLINE", yes))).isTrue();
        assertThat(HubSettings.isOffline(Map.of("HF_HUB_OFFLINE", "0", "TRANSFORMERS_OFFLINE", yes)))
                .isFalse();
    }

    @Test
    void thePatienceIsSaidInSeconds() {
        environment.put("HF_HUB_DOWNLOAD_TIMEOUT", "5");
        assertThat(HubSettings.of(environment).timeout()).isEqualTo(Duration.ofSeconds(5));
        environment.put("HF_HUB_DOWNLOAD_TIMEOUT", "soon");
        assertThatThrownBy(() -> HubSettings.of(environment)).hasMessageContaining("'soon'. Allowed: 1 to 9999");
    }
}
