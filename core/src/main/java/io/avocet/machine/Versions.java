package io.avocet.machine;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What a result was made with.
 *
 * @param commit abbreviated commit of this build, {@code unknown} outside a checkout
 */
public record Versions(
        @JsonProperty("avocet") String avocet,
        @JsonProperty("commit") String commit,
        @JsonProperty("java") String java,
        @JsonProperty("libtorch") String libtorch) {
    /** The versions of this build on this machine. */
    public static Versions current() {
        Properties build = new Properties();
        load(build, "/io/avocet/build.properties");
        load(build, "/io/avocet/git.properties");
        return new Versions(
                build.getProperty("avocet.version"),
                build.getProperty("git.commit.id.abbrev", "unknown"),
                Runtime.version().toString(),
                build.getProperty("pytorch.version"));
    }

    private static void load(Properties properties, String resource) {
        try (InputStream in = Versions.class.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
