package io.avocet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.testing.ClosedPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {
    private static final URI HUB = URI.create("https://huggingface.co/org/name");

    @Test
    void eachSchemeHasAVariableInLowerOrUpperCase() {
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://a:1", "HTTP_PROXY", "http://b:2"), HUB))
                .isEqualTo("a:1");
        assertThat(proxy(Map.of("https_proxy", "a:1", "HTTPS_PROXY", "http://b:2"), HUB))
                .isEqualTo("a:1");
        assertThat(proxy(Map.of("all_proxy", "http://me:secret@a"), HUB)).isEqualTo("a:80");
        assertThat(proxy(Map.of("HTTP_PROXY", "http://b:2"), HUB)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "huggingface.co", "other.org, .huggingface.co", "co", "HUGGINGFACE.CO:443"})
    void anExceptedHostHasNoProxy(String except) {
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://a:1", "NO_PROXY", except), HUB))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"face.co", "cdn.huggingface.co", "huggingface.co:80", ""})
    void anotherHostIsNotExcepted(String except) {
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://a:1", "no_proxy", except), HUB))
                .isEqualTo("a:1");
    }

    @Test
    void aProxyThatCannotBeUsedIsRefusedWithoutItsPassword() {
        assertThatThrownBy(() -> proxy(Map.of("HTTPS_PROXY", "socks5://me:secret@a:1"), HUB))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Allowed is http://HOST:PORT")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aDownloadGoesThroughTheProxy(@TempDir Path temp) {
        try (HubFixture fixture = new HubFixture(temp)) {
            // The fake Hub is the proxy: a proxy is asked for whole addresses, of which it looks at the path.
            fixture.environment.put("HTTP_PROXY", fixture.hub.endpoint());
            fixture.environment.put("HF_ENDPOINT", "http://hub.invalid");
            fixture.environment.put("NO_PROXY", "localhost");
            assertThat(fixture.download().resolve(HubFixture.WEIGHTS)).exists();
        }
    }

    @Test
    void onlyTheProxyIsToldItsPassword() {
        ProxyVariables proxies = new ProxyVariables(Map.of("HTTPS_PROXY", "http://me:secret@a:1", "NO_PROXY", "b.org"));
        assertThat(proxies.authorization(HUB)).hasValue("Basic bWU6c2VjcmV0");
        assertThat(proxies.authorization(URI.create("https://b.org/"))).isEmpty();
        assertThat(proxies.authorization(URI.create("http://c.org/"))).isEmpty();
    }

    @Test
    void aProxyThatRefusesIsNamedWithoutItsPassword(@TempDir Path temp) throws IOException {
        int closedPort = ClosedPort.find();
        try (HubFixture fixture = new HubFixture(temp)) {
            fixture.environment.put("HTTP_PROXY", "http://me:secret@127.0.0.1:" + closedPort);
            fixture.environment.put("HF_ENDPOINT", "http://hub.invalid");
            assertThatThrownBy(fixture::download)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the connection to the proxy 127.0.0.1:" + closedPort + " was refused")
                    .hasMessageNotContaining("secret");
        }
    }

    private static String proxy(Map<String, String> environment, URI target) {
        Proxy proxy = new ProxyVariables(environment).select(target).get(0);
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "none";
    }
}
