package io.avocet.hub;

import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.SmallFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the Hub is reached, from the environment variables that Hugging Face's tools use.
 *
 * @param endpoint without a slash at its end
 * @param token of the user's account
 * @param timeout for a connection, an answer, and the next bytes of a file
 */
record HubSettings(URI endpoint, Optional<String> token, Duration timeout, ProxyVariables proxies) {
    private static final String DEFAULT_ENDPOINT = "https://huggingface.co";
    private static final int MAX_TOKEN_FILE_BYTES = 10_000;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");

    static HubSettings of(Map<String, String> environment) {
        return new HubSettings(
                endpoint(environment), token(environment), timeout(environment), new ProxyVariables(environment));
    }

    /** Whether {@code HF_HUB_OFFLINE} or {@code TRANSFORMERS_OFFLINE} forbids the network. */
    static boolean isOffline(Map<String, String> environment) {
        return variable(environment, "HF_HUB_OFFLINE")
                .or(() -> variable(environment, "TRANSFORMERS_OFFLINE"))
                .filter(value -> TRUE.contains(value.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private static URI endpoint(Map<String, String> environment) {
        String text =
                variable(environment, "HF_ENDPOINT").orElse(DEFAULT_ENDPOINT).replaceAll("/+$", "");
        try {
            URI endpoint = new URI(text);
            if (Origin.isWeb(endpoint) && endpoint.getQuery() == null && endpoint.getFragment() == null) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new UserError(
                UserError.Kind.BAD_INPUT,
                "HF_ENDPOINT is '" + text + "'. Allowed is an address such as " + DEFAULT_ENDPOINT
                        + "; unset it for that one.");
    }

    private static Optional<String> token(Map<String, String> environment) {
        for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
            Optional<String> value = variable(environment, name);
            if (value.isPresent()) {
                return Optional.of(requireToken(value.get(), "The environment variable " + name));
            }
        }
        Path file = CacheFolders.of(environment).huggingFaceToken();
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String value = new String(SmallFile.read(file, MAX_TOKEN_FILE_BYTES), StandardCharsets.UTF_8).strip();
            return value.isEmpty() ? Optional.empty() : Optional.of(requireToken(value, file.toString()));
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
    }

    /** A token goes into a header; it is never shown. */
    private static String requireToken(String token, String where) {
        if (!token.matches("[\\x21-\\x7e]{1,1000}")) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    where + " holds no Hugging Face token: a token is one word of plain letters such as hf_….");
        }
        return token;
    }

    private static Duration timeout(Map<String, String> environment) {
        Optional<String> text = variable(environment, "HF_HUB_DOWNLOAD_TIMEOUT");
        if (text.isEmpty()) {
            return DEFAULT_TIMEOUT;
        }
        if (!text.get().matches("[1-9][0-9]{0,3}")) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "HF_HUB_DOWNLOAD_TIMEOUT is '" + text.get() + "'. Allowed: 1 to 9999 (seconds).");
        }
        return Duration.ofSeconds(Integer.parseInt(text.get()));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.of(environment.getOrDefault(name, "").strip()).filter(value -> !value.isEmpty());
    }
}
