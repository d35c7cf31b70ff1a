package io.avocet.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes emails as mail programs do, in ways that a random generator chooses; for tests of reading. */
final class MimeWriter {
    private final Random random;
    private final Charset charset;
    private final String label;
    private int boundaries;

    /** @param label the name of the charset in the mail */
    MimeWriter(Random random, Charset charset, String label) {
        this.random = random;
        this.charset = charset;
        this.label = label;
    }

    /** A message; its subject is in encoded words and folded, its text in one of several structures. */
    byte[] message(String subject, String text) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        write(message, "From: Robin <robin@example.org>\r\nSubject: " + subject(subject) + "\r\nMIME-Version: 1.0\r\n");
        message.writeBytes(structure(text, 0));
        byte[] bytes = message.toByteArray();
        if (random.nextInt(4) > 0 || isBinary(bytes)) {
            return bytes;
        }
        String ends = new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        return ends.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A line feed in UTF-16 is no end of a line. */
    private static boolean isBinary(byte[] bytes) {
        for (byte unit : bytes) {
            if (unit == 0) {
                return true;
            }
        }
        return false;
    }

    private byte[] structure(String text, int depth) {
        return switch (depth > 2 ? random.nextInt(2) : random.nextInt(6)) {
            case 0 -> part("text/plain", text);
            case 1 -> part("text/html", html(text));
            case 2 -> multipart("alternative", part("text/plain", text), part("text/html", html(text)));
            case 3 ->
                multipart(
                        "alternative",
                        part("text/plain", " \u00A0".repeat(random.nextInt(2))),
                        part("text/html", html(text)));
            case 4 -> multipart("mixed", structure(text, depth + 1), attachment());
            default -> multipart("related", structure(text, depth + 1), attachment());
        };
    }

    private static byte[] attachment() {
        return "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nattached"
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] multipart(String subtype, byte[]... parts) {
        String boundary = "=_b/" + boundaries++ + "?" + random.nextInt(1000);
        String parameter = switch (random.nextInt(4)) {
            case 0 -> "boundary=" + boundary;
            case 1 ->
                "boundary*0=\"" + boundary.substring(0, 3) + "\";\r\n boundary*1=\"" + boundary.substring(3) + "\"";
            case 2 -> "boundary*=us-ascii'en'" + boundary.replace("?", "%3F");
            default -> "boundary=\"" + boundary + "\"";
        };
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        write(message, "Content-Type: multipart/" + subtype + ";\r\n " + parameter + "\r\n\r\n");
        for (byte[] part : parts) {
            write(message, "--" + boundary + "\r\n");
            message.writeBytes(part);
            write(message, "\r\n");
        }
        write(message, "--" + boundary + "--\r\n");
        return message.toByteArray();
    }

    private byte[] part(String type, String text) {
        byte[] bytes = text.replace("\n", "\r\n").getBytes(charset);
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        boolean wide = charset.name().startsWith("UTF-16");
        int encoding = wide ? 0 : random.nextInt(3);
        String name = encoding == 0 ? "base64" : encoding == 1 ? "quoted-printable" : "8bit";
        write(
                part,
                "Content-Type: " + type + "; charset=" + label + "\r\nContent-Transfer-Encoding: " + name + "\r\n\r\n");
        switch (encoding) {
            case 0 -> part.writeBytes(Base64.getMimeEncoder().encode(bytes));
            case 1 -> write(part, quotedPrintable(bytes));
            default -> part.writeBytes(bytes);
        }
        return part.toByteArray();
    }

    private static String html(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<html><head><title>no</title></head><body><p>" + escaped.replace("\n", "<br>") + "</p></body></html>";
    }

    private String quotedPrintable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (byte unit : bytes) {
            boolean literal = (unit >= 33 && unit <= 126 && unit != '=') || unit == '\r' || unit == '\n';
            String written = literal ? String.valueOf((char) unit) : String.format(Locale.ROOT, "=%02X", unit);
            if (column + written.length() > 72 && unit != '\r' && unit != '\n') {
                text.append("=\r\n");
                column = 0;
            }
            text.append(written);
            column = unit == '\n' ? 0 : column + written.length();
        }
        return text.toString();
    }

    private String subject(String subject) {
        List<String> words = new ArrayList<>();
        byte[] bytes = subject.getBytes(charset);
        boolean split = charset.equals(StandardCharsets.UTF_8) && random.nextBoolean();
        int step = split ? 20 + random.nextInt(20) : bytes.length;
        boolean base64 = random.nextBoolean();
        for (int start = 0; start < bytes.length; start += step) {
            byte[] piece = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + step));
            words.add("=?" + label + (base64 ? "?B?" + base64(piece) : "?Q?" + q(piece)) + "?=");
        }
        return String.join("\r\n ", words);
    }

    private String base64(byte[] bytes) {
        return (random.nextBoolean() ? Base64.getEncoder() : Base64.getEncoder().withoutPadding())
                .encodeToString(bytes);
    }

    private static String q(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte unit : bytes) {
            boolean literal = unit > 0 && Character.isLetterOrDigit(unit);
            text.append(
                    unit == ' '
                            ? "_"
                            : literal ? String.valueOf((char) unit) : String.format(Locale.ROOT, "=%02X", unit));
        }
        return text.toString();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
