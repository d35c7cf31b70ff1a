package io.avocet.imap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IMAP server for what the real one in this process cannot do: it answers commands by their beginnings, and hands out the sections of
 * one message, whose UID is 7.
 */
public final class ScriptedImap implements AutoCloseable {
    private static final Pattern SECTION = Pattern.compile("BODY\\.PEEK\\[([^\\]]*)\\]<(\\d+)\\.(\\d+)>");

    /** All commands that came in, without their tags. */
    public final List<String> commands = Collections.synchronizedList(new ArrayList<>());

    private final ServerSocket listening;
    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, String> sections = new HashMap<>();
    private String silentAt = "\0";

    public ScriptedImap() {
        try {
            listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer("CAPABILITY", "* CAPABILITY IMAP4rev1");
        answer("LIST", "* LIST (\\HasNoChildren) \"/\" INBOX");
        answer("EXAMINE", "* 1 EXISTS\r\n* OK [UIDVALIDITY 5] .\r\n* OK [UIDNEXT 8] .");
        answer("UID SEARCH", "* SEARCH 7");
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** What comes before the OK of a command that begins so; what begins with NO or BAD comes in place of it. */
    public ScriptedImap answer(String command, String lines) {
        answers.put(command, lines);
        return this;
    }

    /** Says nothing more from such a command on. */
    public ScriptedImap silentAt(String command) {
        silentAt = command;
        return this;
    }

    /** Describes the message, and gives it a section. */
    public ScriptedImap structure(String bodyStructure) {
        return answer(
                "UID FETCH 7 (UID RFC822.SIZE",
                "* 1 FETCH (UID 7 RFC822.SIZE 100000 BODYSTRUCTURE " + bodyStructure + ")");
    }

    public ScriptedImap section(String name, String content) {
        sections.put(name, content);
        return this;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                talk(client);
            } catch (IOException e) {
                // the client is gone
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = client.getOutputStream();
        say(out, "* OK ready\r\n");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String tag = line.split(" ", 2)[0];
            String command = line.substring(Math.min(line.length(), tag.length() + 1));
            commands.add(command);
            if (command.startsWith(silentAt)) {
                continue;
            }
            if (command.startsWith("AUTHENTICATE") && !command.contains("=")) {
                say(out, "+ \r\n");
                commands.add(in.readLine());
            }
            String answer = command.contains("BODY.PEEK[") ? fetched(command) : answer(command);
            if (answer.startsWith("NO") || answer.startsWith("BAD")) {
                say(out, tag + " " + answer + "\r\n");
            } else {
                say(out, (answer.isEmpty() ? "" : answer + "\r\n") + tag + " OK done\r\n");
            }
        }
    }

    private String answer(String command) {
        return answers.entrySet().stream()
                .filter(each -> command.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private String fetched(String command) {
        StringBuilder answer = new StringBuilder("* 1 FETCH (UID 7");
        Matcher asked = SECTION.matcher(command);
        while (asked.find()) {
            String whole = sections.getOrDefault(asked.group(1), "");
            int from = Math.min(whole.length(), Integer.parseInt(asked.group(2)));
            String piece = whole.substring(from, Math.min(whole.length(), from + Integer.parseInt(asked.group(3))));
            answer.append(" BODY[" + asked.group(1) + "]<" + from + "> {" + piece.length() + "}\r\n" + piece);
        }
        return answer + ")";
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
