package io.avocet.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code avocet completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script by which a shell completes the commands and options of Avocet.")
public final class CompletionCommand implements Callable<Integer> {
    /** What is typed, wherever the launcher is. */
    private static final String NAME = "avocet";

    /** What is written of all commands. */
    enum Form {
        BASH {
            @Override
            String of(CommandLine avocet) {
                return AutoComplete.bash(NAME, avocet);
            }
        },
        /** Which reads the script of bash. */
        ZSH {
            @Override
            String of(CommandLine avocet) {
                return BASH.of(avocet);
            }
        },
        FISH {
            @Override
            String of(CommandLine avocet) {
                return new FishCompletion(NAME).of(avocet);
            }
        };

        abstract String of(CommandLine avocet);

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Supplier<CommandLine> avocet;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Form form = Form.BASH;

    /** @param avocet gives the command line with all commands */
    public CompletionCommand(Supplier<CommandLine> avocet) {
        this.avocet = avocet;
    }

    @Override
    public Integer call() {
        CommandLine all = avocet.get();
        CommandTree.removeHidden(all);
        spec.commandLine().getOut().print(form.of(all));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
