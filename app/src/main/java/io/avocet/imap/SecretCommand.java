package io.avocet.imap;

import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command whose first line of output is a password or a token. It runs as {@code sh -c COMMAND}, as those of git and mutt do, with
 * nothing on its standard input, and within a time limit.
 */
final class SecretCommand {
    private static final int MOST_BYTES = 64 << 10;
    private static final int NOT_FOUND = 127;

    private final String called;
    private final String command;
    private final Duration limit;

    SecretCommand(Account account, SecretSource source, Duration limit) {
        called = "The " + source.kind().key() + " of the account " + account.name();
        command = source.text();
        this.limit = limit;
    }

    /** @throws UserError if it fails, says nothing, or takes too long; it has the last line of the command's errors, never its output */
    String output() {
        Process process = start();
        try {
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw tooLong();
            }
            return checked(process.exitValue(), wait(output), wait(errors));
        } catch (TimeoutException e) {
            throw tooLong();
        } catch (ExecutionException e) {
            throw failed("cannot be read", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted", "");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() {
        try {
            return new ProcessBuilder(List.of("sh", "-c", command))
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .start();
        } catch (IOException e) {
            throw failed("cannot be started: this system has no sh", "");
        }
    }

    private static String read(InputStream in) {
        try {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String wait(CompletableFuture<String> text)
            throws InterruptedException, ExecutionException, TimeoutException {
        return text.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String checked(int exitCode, String output, String errors) {
        String lastError = errors.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .map(line -> ": " + Shown.text(line.strip()))
                .orElse("");
        if (exitCode == NOT_FOUND) {
            throw failed("names a command that is not there", lastError);
        }
        if (exitCode != 0) {
            throw failed("failed with exit code " + exitCode, lastError);
        }
        String secret = output.lines().findFirst().orElse("");
        if (secret.isBlank()) {
            throw failed("gave no output", lastError);
        }
        return secret;
    }

    private UserError tooLong() {
        return failed("took more than " + limit.toSeconds() + " seconds, and was stopped", "");
    }

    private UserError failed(String how, String lastError) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                called + " " + how + lastError + (lastError.endsWith(".") ? "" : ".") + " Try it in a terminal.");
    }
}
