package io.avocet.mail;

import io.avocet.text.VisibleText;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one part of a message says, read when it is asked for. */
final class PartText {
    /** Where a text can be, the likeliest first: the next counts if all before it say nothing. */
    enum Place {
        /** Shown with the message, without a name. */
        BODY,
        /** Shown with the message, with a file name: a body at times (maathimself/mailflow#425, namecheap/fast_mail_parser#25). */
        NAMED,
        /** An invitation (osTicket/osTicket#4114). */
        CALENDAR,
        /** A message within the message, forwarded as an attachment (bulwarkmail/webmail#704). */
        ENCLOSED,
        /** Attached without a file name: the body of GroupWise (Webklex/laravel-imap#203). */
        ATTACHED
    }

    private final Place place;
    private final boolean plain;
    private @Nullable Supplier<String> source;
    private String text = "";
    private int letters = -1;

    /** @param plain whether the text was written as plain text, and not made from HTML */
    PartText(Place place, boolean plain, Supplier<String> source) {
        this.place = place;
        this.plain = plain;
        this.source = source;
    }

    Place place() {
        return place;
    }

    boolean isPlain() {
        return plain;
    }

    String text() {
        if (source != null) {
            text = source.get();
            source = null;
        }
        return text;
    }

    /** As {@link Alternatives} counts them. */
    int letters() {
        if (letters < 0) {
            letters = Alternatives.letters(text());
        }
        return letters;
    }

    /** Whether a reader sees nothing: runbox/runbox7#591, a plain text of one no-break space next to the real HTML. */
    boolean isBlank() {
        return VisibleText.isBlank(text());
    }
}
