package io.avocet.http;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The page, read whole from the class path when the server starts. A request finds a file by its exact address or not at all;
 * no part of an address reaches a file system.
 */
final class WebPage {
    private static final String FOLDER = "/io/avocet/web";
    private static final String INDEX = "/index.html";

    private static final String NOT_BUILT = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Avocet</title>
            <h1>Avocet is running, without its page</h1>
            <p>Node.js builds the page, and it or its packages were missing when this Avocet was built. Install Node.js, stop
            Avocet, delete its folder <code>target</code>, and start it again.</p>
            <p>The <a href="/api/openapi.yaml">API</a> and the command line work as they are.</p>
            </html>
            """;

    private final Map<String, Asset> assets;

    private WebPage(Map<String, Asset> assets) {
        this.assets = assets;
    }

    /** The page of this build, which has none if it was built without Node.js. */
    static WebPage ofThisBuild() {
        URL folder = WebPage.class.getResource(FOLDER + INDEX);
        if (folder == null) {
            return new WebPage(Map.of());
        }
        try {
            URI index = folder.toURI();
            if (index.getScheme().equals("file")) {
                return read(Path.of(index).resolveSibling(""));
            }
            try (FileSystem jar = FileSystems.newFileSystem(index, Map.of())) {
                return read(jar.getPath(FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The address of a resource is a URI", e);
        }
    }

    /** The page in a folder. */
    static WebPage read(Path folder) throws IOException {
        Map<String, Asset> assets = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String address = "/" + folder.relativize(file).toString().replace('\\', '/');
                assets.put(address, new Asset(address, Files.readAllBytes(file)));
            }
        }
        return new WebPage(assets);
    }

    boolean isBuilt() {
        return assets.containsKey(INDEX);
    }

    void addTo(RoutesConfig routes) {
        assets.forEach((address, asset) -> routes.get(address, asset::send));
        Asset index = assets.get(INDEX);
        routes.get(
                "/",
                index != null ? index::send : ctx -> ctx.contentType(Asset.HTML).result(NOT_BUILT));
    }
}
