package io.avocet.cli;

import io.avocet.app.ClassifyEmails;
import io.avocet.app.rehearsal.Rehearsal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code avocet rehearse}: the launcher starts it once after a build and keeps the classes that are loaded by then, so that other
 * starts are quick. It classifies an email, as a table and as JSON, with a made checkpoint: not for people.
 */
@Command(name = "rehearse", hidden = true, description = "Classifies one email with a made checkpoint.")
public final class RehearseCommand implements Callable<Integer> {
    private final Rehearsal rehearsal;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public RehearseCommand(Rehearsal rehearsal, Installation installation, Interruption interruption) {
        this.rehearsal = rehearsal;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        int[] worst = {ExitCodes.OK};
        rehearsal.run((checkpoint, email) -> {
            int table = execute("classify", "--model=" + checkpoint, "--input=" + email);
            int json = execute("classify", "--model=" + checkpoint, "--input=" + email, "--json");
            worst[0] = Math.max(table, json);
        });
        return worst[0];
    }

    private int execute(String... arguments) {
        return CommandLines.of(
                        new AvocetCommand(), new ClassifyCommand(new ClassifyEmails(), installation, interruption))
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr())
                .execute(arguments);
    }
}
