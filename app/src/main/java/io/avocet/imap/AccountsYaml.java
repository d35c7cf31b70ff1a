package io.avocet.imap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The text of an accounts file: a list of maps. It is changed as text, so that what its owner wrote around an account stays.
 *
 * @param file for messages
 */
record AccountsYaml(Path file, String text) {
    static final String FORM =
            " An account looks like '- {name: home, host: imap.example.com, user: robin@example.com}'.";

    private static final JsonMapper JSON = new JsonMapper();

    /** @throws UserError that names line and key of what is wrong */
    List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        for (Node entry : entries()) {
            Account account = account(entry);
            if (accounts.stream().anyMatch(other -> other.name().equals(account.name()))) {
                throw bad(entry, "another account is called " + account.name() + ", too. Choose another name.");
            }
            accounts.add(account);
        }
        return accounts;
    }

    private List<Node> entries() {
        Node root = root();
        if (root == null || root.getTag().equals(Tag.NULL)) {
            return List.of();
        }
        if (root instanceof SequenceNode list) {
            return list.getValue();
        }
        throw bad(root, "the file is not a list of accounts." + FORM);
    }

    private @Nullable Node root() {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : ", line " + (e.getProblemMark().getLine() + 1);
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + line + ": not YAML: a bracket, quote, tab or indent does not fit." + FORM);
        } catch (YAMLException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT, file + " holds characters that YAML does not allow. Remove them.");
        }
    }

    private Account account(Node entry) {
        if (!(entry instanceof MappingNode map)) {
            throw bad(entry, "not an account." + FORM);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple field : map.getValue()) {
            String key = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (keys.putIfAbsent(key, field.getKeyNode()) != null) {
                throw bad(field.getKeyNode(), "'" + Shown.text(key) + "' is there twice. Remove one of the two.");
            }
            fields.put(key, value(field.getValueNode()));
        }
        return Account.of(
                fields,
                (key, problem) -> key.isEmpty()
                        ? bad(entry, "this account " + problem + FORM)
                        : bad(keys.getOrDefault(key, entry), "'" + Shown.text(key) + "' " + problem));
    }

    /** A text, a list, or what is neither; nothing written is the empty text. */
    private static Object value(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
        }
        return node instanceof SequenceNode list
                ? list.getValue().stream()
                        .map(item -> item instanceof ScalarNode scalar ? scalar.getValue() : Map.of())
                        .toList()
                : Map.of();
    }

    private UserError bad(Node where, String problem) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                file + ", line " + (where.getStartMark().getLine() + 1) + ": " + problem);
    }

    /**
     * The same with another account at its end.
     *
     * @throws UserError if the file is written in another way than line by line
     */
    AccountsYaml with(Account account) {
        List<Account> expected = new ArrayList<>(accounts());
        expected.add(account);
        Node root = root();
        String indent = root == null || root.getTag().equals(Tag.NULL)
                ? ""
                : " ".repeat(root.getStartMark().getColumn());
        String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        return changed(text + separator + written(account, indent), expected);
    }

    /**
     * The same without an account.
     *
     * @throws UserError if the file is written in another way than line by line
     */
    AccountsYaml without(String name) {
        List<Account> expected = new ArrayList<>(accounts());
        expected.removeIf(account -> account.name().equals(name));
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (Node entry : entries()) {
            if (account(entry).name().equals(name)) {
                lines.subList(entry.getStartMark().getLine(), lastLine(entry) + 1)
                        .clear();
            }
        }
        return changed(String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"), expected);
    }

    private AccountsYaml changed(String newText, List<Account> expected) {
        AccountsYaml changed = new AccountsYaml(file, newText);
        boolean right;
        try {
            right = changed.accounts().equals(expected);
        } catch (UserError e) {
            right = false;
        }
        if (!right) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file
                            + " is written in a way that only its owner can change: accounts in brackets, or several on a line."
                            + " Edit it by hand.");
        }
        return changed;
    }

    /** The marks of blocks are behind the comments that follow them. */
    private static int lastLine(Node node) {
        int last = node.getStartMark().getLine();
        if (node instanceof MappingNode map) {
            for (NodeTuple field : map.getValue()) {
                last = Math.max(last, Math.max(lastLine(field.getKeyNode()), lastLine(field.getValueNode())));
            }
        } else if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                last = Math.max(last, lastLine(item));
            }
        } else {
            last = node.getEndMark().getColumn() == 0
                    ? Math.max(last, node.getEndMark().getLine() - 1)
                    : node.getEndMark().getLine();
        }
        return last;
    }

    private static String written(Account account, String indent) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", quoted(account.name()));
        fields.put("host", quoted(account.host()));
        fields.put("port", String.valueOf(account.port()));
        fields.put("tls", account.tls().id());
        fields.put("user", quoted(account.user()));
        if (!account.folders().isEmpty()) {
            fields.put("folders", quoted(account.folders()));
        }
        if (account.since() != null) {
            fields.put("since", account.since().toString());
        }
        if (account.most() != null) {
            fields.put("most", String.valueOf(account.most()));
        }
        if (account.secret().kind() != SecretSource.Kind.TYPED) {
            fields.put(account.secret().kind().key(), quoted(account.secret().text()));
        }
        StringBuilder lines = new StringBuilder();
        fields.forEach((key, value) -> lines.append(indent)
                .append(lines.isEmpty() ? "- " : "  ")
                .append(key)
                .append(": ")
                .append(value)
                .append('\n'));
        return lines.toString();
    }

    /** JSON is YAML. */
    private static String quoted(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts are always JSON", e);
        }
    }
}
