package io.avocet.imap;

import io.avocet.imap.Account.Tls;
import io.avocet.imap.Account.Trouble;
import io.avocet.imap.SecretSource.Kind;
import io.avocet.words.Shown;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an account of its fields, each of which is checked. */
final class AccountFields {
    static final List<String> KEYS = List.of(
            "name",
            "host",
            "port",
            "tls",
            "user",
            "folders",
            "since",
            "most",
            Kind.ENVIRONMENT.key(),
            Kind.COMMAND.key(),
            Kind.TOKEN_COMMAND.key());

    private static final int MOST_FOLDERS = 500;
    private static final int LONGEST_TEXT = 1_000;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Map<String, Object> fields;
    private final Trouble trouble;

    AccountFields(Map<String, Object> fields, Trouble trouble) {
        this.fields = fields;
        this.trouble = trouble;
    }

    Account account() {
        for (String key : fields.keySet()) {
            if (key.equals("password")) {
                throw trouble.at(
                        key,
                        "does not belong in a file, which is copied and shared. Name an environment variable (password_env) or a"
                                + " command (password_command, such as 'pass show mail'), or leave it out and type the password"
                                + " when it is asked for.");
            }
            if (!KEYS.contains(key)) {
                throw trouble.at(key, "is not a known key. Allowed: " + String.join(", ", KEYS) + ".");
            }
        }
        String host = host();
        Tls tls = tls(host);
        return new Account(
                name(),
                host,
                fields.containsKey("port") ? number("port", Account.MOST_PORT) : tls.port(),
                tls,
                text("user"),
                folders(),
                since(),
                fields.containsKey("most") ? number("most", Account.MOST_EMAILS) : null,
                secret());
    }

    private String name() {
        String name = text("name");
        if (!Account.isName(name)) {
            throw wrong("name", name, "up to 40 letters of ASCII, digits, '.', '_' and '-', a letter or digit first");
        }
        return name;
    }

    private String host() {
        String host = text("host");
        if (!HOST.matcher(host).matches()) {
            throw wrong("host", host, "the name or the address of the mail server, such as imap.example.com");
        }
        return host;
    }

    private Tls tls(String host) {
        String id = fields.containsKey("tls") ? text("tls") : Tls.IMPLICIT.id();
        Tls tls = Stream.of(Tls.values())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> wrong("tls", id, String.join(", ", Tls.ids())));
        if (tls == Tls.NONE && !Account.isLoopback(host)) {
            throw trouble.at(
                    "tls",
                    "is none, and " + host
                            + " is another machine: password and mail would be readable on the way. Allowed"
                            + " there: implicit (port 993), starttls (port 143).");
        }
        return tls;
    }

    private List<String> folders() {
        Object folders = fields.getOrDefault("folders", List.of());
        if (!(folders instanceof List<?> list)) {
            throw trouble.at("folders", "is not a list. Write it like [INBOX, Applications].");
        }
        if (list.size() > MOST_FOLDERS) {
            throw trouble.at("folders", "has " + list.size() + " folders. Allowed: " + MOST_FOLDERS + " at most.");
        }
        return list.stream()
                .map(folder -> checked("folders", folder))
                .distinct()
                .toList();
    }

    private @Nullable LocalDate since() {
        if (!fields.containsKey("since")) {
            return null;
        }
        String text = text("since");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong("since", text, "a date such as 2026-01-31");
        }
    }

    private SecretSource secret() {
        List<Kind> named = Stream.of(Kind.ENVIRONMENT, Kind.COMMAND, Kind.TOKEN_COMMAND)
                .filter(kind -> fields.containsKey(kind.key()))
                .toList();
        if (named.isEmpty()) {
            return SecretSource.TYPED;
        }
        Kind kind = named.get(0);
        if (named.size() > 1) {
            throw trouble.at(
                    named.get(1).key(),
                    "is there next to " + kind.key() + ". One of the two is enough: remove the other.");
        }
        String text = text(kind.key());
        if (kind == Kind.ENVIRONMENT && !VARIABLE.matcher(text).matches()) {
            throw trouble.at(
                    kind.key(),
                    "is not the name of a variable. Allowed: letters of ASCII, digits and '_', such as MAIL_PASSWORD. The"
                            + " password itself does not belong here.");
        }
        return new SecretSource(kind, text);
    }

    private int number(String key, int most) {
        String text = text(key);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw wrong(key, text, "a whole number, 1 to " + most);
    }

    private String text(String key) {
        if (!fields.containsKey(key)) {
            throw trouble.at("", "has no " + key + ", which it needs.");
        }
        return checked(key, fields.get(key));
    }

    private String checked(String key, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw trouble.at(key, "is not a single text or number.");
        }
        if (text.isBlank()) {
            throw trouble.at(key, "is empty.");
        }
        if (text.length() > LONGEST_TEXT || CONTROL.matcher(text).find()) {
            throw trouble.at(key, "is too long, or has a control character. Allowed: " + LONGEST_TEXT + " characters.");
        }
        return text;
    }

    private RuntimeException wrong(String key, String found, String allowed) {
        return trouble.at(key, "is '" + Shown.text(found) + "'. Allowed: " + allowed + ".");
    }
}
