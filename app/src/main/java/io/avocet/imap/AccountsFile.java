package io.avocet.imap;

import io.avocet.data.InputFiles;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import io.avocet.file.DiskTrouble;
import io.avocet.file.ProcessLock;
import io.avocet.words.Launcher;
import io.avocet.words.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The accounts that a user has, in a YAML file, {@code config/accounts.yaml}. It holds no password. */
public final class AccountsFile {
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path file;

    /** @param file need not exist */
    public AccountsFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /**
     * All accounts, in order; none if there is no file.
     *
     * @throws UserError if the file cannot be read or is wrong; the message names line and key
     */
    public List<Account> accounts() {
        return yaml().accounts();
    }

    private AccountsYaml yaml() {
        return new AccountsYaml(
                file, Files.exists(file) ? InputFiles.text(file, "There is no " + file + " any more.") : "");
    }

    /**
     * The account of a name.
     *
     * @throws UserError if there is none, or the file is wrong
     */
    public Account account(String name) {
        return named(name, accounts());
    }

    private Account named(String name, List<Account> accounts) {
        return accounts.stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NOT_FOUND,
                        "There is no account '" + Shown.text(name) + "' in " + file + ". There "
                                + (accounts.isEmpty()
                                        ? "are none"
                                        : "is: "
                                                + Shown.list(accounts.stream()
                                                        .map(Account::name)
                                                        .toList()))
                                + "."));
    }

    /**
     * The accounts of these names, or all.
     *
     * @throws UserError also if there is no account at all
     */
    public List<Account> select(List<String> names) {
        List<Account> accounts = accounts();
        if (names.isEmpty() && accounts.isEmpty()) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "There is no account in " + file
                            + ". Copy config/accounts.yaml.example there and fill it in, or add an"
                            + " account on the page of '" + Launcher.command("serve") + "'.");
        }
        return names.isEmpty()
                ? accounts
                : names.stream().distinct().map(name -> named(name, accounts)).toList();
    }

    /**
     * Adds an account at the end, and makes the file its owner's alone.
     *
     * @throws UserError if the name is taken, or the file is wrong or cannot be written
     */
    public void add(Account account) {
        change(yaml -> {
            if (yaml.accounts().stream().anyMatch(other -> other.name().equals(account.name()))) {
                throw new UserError(
                        UserError.Kind.BUSY,
                        "There is an account " + account.name() + " already. Choose another name, or remove it first.");
            }
            return yaml.with(account);
        });
    }

    /**
     * Removes an account.
     *
     * @throws UserError if there is none of this name, or the file is wrong or cannot be written
     */
    public void remove(String name) {
        account(name);
        change(yaml -> yaml.without(name));
    }

    private void change(UnaryOperator<AccountsYaml> edit) {
        Path absolute = file.toAbsolutePath();
        Path lock = absolute.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(absolute.getParent());
            Optional<ProcessLock> taken = ProcessLock.tryAcquire(lock);
            if (taken.isEmpty()) {
                throw new UserError(
                        UserError.Kind.BUSY, "Another process is changing " + file + " at this moment. Try again.");
            }
            try (ProcessLock held = taken.get()) {
                AtomicFile.writeForOwner(absolute, edit.apply(yaml()).text().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw DiskTrouble.writing(file, 0, e);
        }
    }

    /** A warning if other users of this machine can read the file. */
    public Optional<String> exposure() {
        try {
            boolean exposed = Files.exists(file)
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
            return exposed
                    ? Optional.of(file + " can be read by other users of this machine. 'chmod 600 " + file
                            + "' makes it yours alone.")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty(); // such permissions are unknown there
        }
    }
}
