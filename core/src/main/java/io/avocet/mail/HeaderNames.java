package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which lines are of the header of an email: a name and a colon are in many other files, and in many sentences. */
final class HeaderNames {
    private static final int LONGEST_NAME = 80;
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,80}?)[ \\t]*:.*", Pattern.DOTALL);

    private static final Set<String> KNOWN = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "sender",
            "reply-to",
            "message-id",
            "in-reply-to",
            "references",
            "received",
            "return-path",
            "delivered-to",
            "delivery-date",
            "envelope-to",
            "mime-version",
            "user-agent",
            "mailer",
            "importance",
            "priority",
            "precedence",
            "sensitivity",
            "status",
            "organization",
            "errors-to",
            "auto-submitted",
            "authentication-results",
            "dkim-signature",
            "domainkey-signature",
            "received-spf",
            "feedback-id",
            "thread-topic",
            "thread-index",
            "disposition-notification-to",
            "return-receipt-to",
            "apparently-to",
            "newsgroups",
            "path",
            "lines",
            "xref",
            "original-recipient",
            "approved-by",
            "comments",
            "keywords",
            "encoding",
            "old-return-path",
            "mailing-list",
            "require-recipient-valid-since",
            "autocrypt",
            "bounces-to",
            "deferred-delivery",
            "acceptlanguage",
            "accept-language");

    private HeaderNames() {}

    /** Whether a line starts like a field, of whatever name. */
    static boolean isField(String line) {
        return FIELD.matcher(line).matches();
    }

    /** Whether a line starts like a field of an email. */
    static boolean isMailField(String line) {
        Matcher field = FIELD.matcher(line);
        if (!field.matches()) {
            return false;
        }
        String name = field.group(1).toLowerCase(Locale.ROOT);
        return KNOWN.contains(name)
                || name.startsWith("x-")
                || name.startsWith("content-")
                || name.startsWith("list-")
                || name.startsWith("arc-")
                || name.startsWith("resent-");
    }

    /** The start of a line, as far as a name can be. */
    static String start(byte[] line) {
        return new String(line, 0, Math.min(line.length, LONGEST_NAME + 2), StandardCharsets.ISO_8859_1);
    }
}
