package io.avocet.imap;

import io.avocet.error.UserError;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Passwords that were typed: in the memory of this process alone, until it ends. Safe for use by several threads. */
public final class TypedSecrets {
    /** How a server hands one to its child. */
    private static final String VARIABLE = "AVOCET_TYPED_PASSWORD";

    private final Map<String, String> byAccount = new ConcurrentHashMap<>();

    public void hold(String account, String password) {
        byAccount.put(account, password);
    }

    public void drop(String account) {
        byAccount.remove(account);
    }

    public boolean has(String account) {
        return byAccount.containsKey(account);
    }

    /**
     * The password of an account.
     *
     * @throws UserError if none was typed
     */
    public String of(Account account) {
        String password = byAccount.get(account.name());
        if (password == null) {
            throw new UserError(
                    UserError.Kind.BUSY,
                    "The password of the account " + account.name()
                            + " is not here: a server has it in its memory alone, until it ends. Type it again.");
        }
        return password;
    }

    /** What a child process that fetches this account finds in its environment. */
    public Map<String, String> environment(String account) {
        String password = byAccount.get(account);
        return password == null ? Map.of() : Map.of(VARIABLE, password);
    }

    /** What a server has handed to this process. */
    public static Optional<String> handedOver(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE)).filter(password -> !password.isEmpty());
    }
}
