package io.avocet.imap;

import io.avocet.error.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** Gets the secret of an account from where it is. */
public final class Secrets {
    /** How long a command may take; its owner may have to type a passphrase. */
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private final Function<Account, String> typed;
    private final Duration commandLimit;

    /**
     * Secrets of a process.
     *
     * @param typed asks for a password; throws a {@link UserError} where nobody can be asked
     */
    public Secrets(Map<String, String> environment, Function<Account, String> typed) {
        this(environment, typed, COMMAND_LIMIT);
    }

    Secrets(Map<String, String> environment, Function<Account, String> typed, Duration commandLimit) {
        this.environment = Map.copyOf(environment);
        this.typed = typed;
        this.commandLimit = commandLimit;
    }

    /**
     * The secret of an account.
     *
     * @throws UserError if there is none
     */
    public Secret of(Account account) {
        SecretSource source = account.secret();
        return switch (source.kind()) {
            case TYPED -> Secret.password(typed.apply(account));
            case ENVIRONMENT -> Secret.password(variable(account, source.text()));
            case COMMAND -> Secret.password(new SecretCommand(account, source, commandLimit).output());
            case TOKEN_COMMAND ->
                Secret.token(new SecretCommand(account, source, commandLimit)
                        .output()
                        .strip());
        };
    }

    private String variable(Account account, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "The password of the account " + account.name() + " is to be in the environment variable " + name
                            + ", which is not set. Set it, and start Avocet again.");
        }
        return value;
    }
}
