package io.avocet.supervisor;

import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * A child that follows a script, in place of the command line. Each line of the script is a word and what it takes: {@code say}
 * and {@code err} write a line, {@code updates} writes so many lines of training progress, {@code await-stop} waits for the end
 * of standard input, {@code read} for a line of it, {@code await-file} until a file exists, {@code hang} waits for ever, {@code kill} is kill -9 of itself, {@code exit}
 * ends with a code; {@code again} starts the script again.
 */
public final class FakeChild {
    static final int EPOCHS = 2;

    private FakeChild() {}

    /** How to start a child that follows this script. */
    public static ChildJvm following(Path folder, String... script) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "script", ".txt"), List.of(script));
        return new ChildJvm(
                ChildProcesses.JAVA,
                List.of("-Xmx64m", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Dfake.script=" + file),
                System.getProperty("java.class.path"),
                FakeChild.class.getName());
    }

    public static void main(String[] args) throws Exception {
        List<String> script = Files.readAllLines(Path.of(System.getProperty("fake.script")));
        for (int i = 0; i < script.size(); i++) {
            String word = script.get(i).split(" ", 2)[0];
            String rest = script.get(i)
                    .substring(Math.min(word.length() + 1, script.get(i).length()));
            switch (word) {
                case "say" -> System.out.println(rest);
                case "err" -> System.err.println(rest);
                case "updates" -> updates(Integer.parseInt(rest));
                case "await-stop" -> System.in.readAllBytes();
                case "read" -> read();
                case "await-file" -> awaitFile(Path.of(rest));
                case "hang" -> new CountDownLatch(1).await();
                case "kill" -> kill();
                case "exit" -> System.exit(Integer.parseInt(rest));
                case "env" -> env(rest.split(" ", 2));
                case "again" -> i = -1;
                default -> throw new IllegalArgumentException(word);
            }
        }
    }

    private static void updates(int count) {
        StringBuilder all = new StringBuilder();
        for (int update = 1; update <= count; update++) {
            all.append(String.format(
                    Locale.ROOT,
                    "{\"type\":\"progress\",\"message\":\"update %d\",\"phase\":\"training\",\"epoch\":%d,\"update\":%d}%n",
                    update,
                    1 + (update - 1) * EPOCHS / count,
                    update));
        }
        System.out.print(all);
        System.out.flush();
    }

    private static void env(String[] expected) {
        if (!expected[1].equals(System.getenv(expected[0]))) {
            System.exit(1);
        }
    }

    private static void read() throws IOException {
        for (int next = System.in.read(); next != '\n'; next = System.in.read()) {
            if (next < 0) {
                System.exit(0);
            }
        }
    }

    private static void awaitFile(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(10);
        }
    }

    private static void kill() throws InterruptedException {
        ChildProcess.signal("KILL", ProcessHandle.current().pid());
        new CountDownLatch(1).await();
    }
}
