package io.avocet.lab.store;

import io.avocet.supervisor.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, and the time that its answers take. */
final class ServedStore implements AutoCloseable {
    private static final String IS_AT = "Avocet is at ";

    private final Process process;
    private final BufferedReader out;
    private final String root;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServedStore(Process process, BufferedReader out, String root) {
        this.process = process;
        this.out = out;
        this.root = root;
    }

    /** @param home where its store is */
    static ServedStore start(ChildJvm childJvm, Path home) throws IOException {
        Process process = childJvm.command(List.of("-Davocet.home=" + home), List.of("serve", "--port", "0"))
                .redirectError(home.resolve("talk.txt").toFile())
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(IS_AT)) {
            process.destroyForcibly();
            throw new IOException("The server did not start: " + home.resolve("talk.txt") + " says why.");
        }
        return new ServedStore(process, out, line.substring(IS_AT.length(), line.indexOf("/ ")));
    }

    /** The milliseconds of each of so many answers. */
    double[] millis(String address, int repeats) throws IOException {
        double[] millis = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            get(address);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return millis;
    }

    /** An answer, which must be one. */
    String get(String address) throws IOException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(root + address)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(address + " was answered with " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        out.close();
    }
}
