package io.avocet.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One file of the page, in memory, as it is and compressed. */
final class Asset {
    static final String HTML = "text/html; charset=utf-8";

    /** The build puts a hash of the content into the names of these files, so what has such a name never changes. */
    private static final String FOLDER_OF_HASHED_NAMES = "/assets/";

    private static final int LEAST_BYTES_TO_COMPRESS = 1024;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", HTML),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private final String type;
    private final String caching;
    private final byte[] content;
    private final byte[] compressed;
    private final boolean compresses;

    /** @param address at which it is asked for, such as {@code /assets/index-B1c2D3e4.js} */
    Asset(String address, byte[] content) throws IOException {
        String extension = address.substring(address.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        this.type = TYPES.getOrDefault(extension, "application/octet-stream");
        this.caching = address.startsWith(FOLDER_OF_HASHED_NAMES) ? "public, max-age=31536000, immutable" : "no-cache";
        this.content = content.clone();
        this.compressed = gzip(content);
        this.compresses = content.length >= LEAST_BYTES_TO_COMPRESS && compressed.length < content.length * 0.9;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }

    void send(Context ctx) {
        ctx.header("Cache-Control", caching).contentType(type);
        if (compresses) {
            ctx.header("Vary", "Accept-Encoding");
        }
        if (compresses && takesGzip(ctx.header("Accept-Encoding"))) {
            ctx.header("Content-Encoding", "gzip").result(compressed);
        } else {
            ctx.result(content);
        }
    }

    private static boolean takesGzip(@Nullable String accepted) {
        return accepted != null
                && Stream.of(accepted.split(","))
                        .map(coding -> coding.replace(" ", ""))
                        .anyMatch(coding ->
                                coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.endsWith("q=0")));
    }
}
