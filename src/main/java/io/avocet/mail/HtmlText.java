package io.avocet.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** HTML as a person reads it: words and line breaks, without scripts, styles and the head. */
final class HtmlText implements NodeFilter {
    private static final Set<String> UNREAD = Set.of("head", "script", "style", "title", "noscript", "template");
    private static final Set<String> CELLS = Set.of("td", "th");

    /** Soft hyphen, combining grapheme joiner, zero-width space, byte order mark: filler of newsletters. */
    private static final String INVISIBLE = "\u00AD\u034F\u200B\uFEFF";

    private final StringBuilder text = new StringBuilder();

    private HtmlText() {}

    /** @param charset null to let the HTML's own {@code meta} element tell */
    static String of(byte[] html, @Nullable Charset charset) {
        try {
            Document document =
                    Jsoup.parse(new ByteArrayInputStream(html), charset == null ? null : charset.name(), "");
            HtmlText text = new HtmlText();
            document.filter(text);
            return text.text.toString().strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes cannot fail to be read", e);
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            append(words);
        } else if (node instanceof Element element) {
            if (UNREAD.contains(element.normalName())) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (element.normalName().equals("br")) {
                endLine(2);
            } else if (CELLS.contains(element.normalName())) {
                space();
            } else if (element.isBlock()) {
                endLine(1);
            }
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element && element.isBlock() && !CELLS.contains(element.normalName())) {
            endLine(1);
        }
        return FilterResult.CONTINUE;
    }

    private void append(TextNode words) {
        Node parent = words.parentNode();
        boolean preformatted = parent != null && parent.normalName().equals("pre");
        String whole = words.getWholeText();
        for (int i = 0; i < whole.length(); i++) {
            char unit = whole.charAt(i);
            if (preformatted && unit == '\n') {
                endLine(2);
            } else if (Character.isWhitespace(unit) || unit == '\u00A0') {
                space();
            } else if (INVISIBLE.indexOf(unit) < 0) {
                text.append(unit);
            }
        }
    }

    private void space() {
        if (!atLineStart() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    /** Ends the line; on an empty line adds one, up to {@code breaks} line feeds in a row. */
    private void endLine(int breaks) {
        if (!atLineStart() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        int there = 0;
        while (there < text.length() && text.charAt(text.length() - 1 - there) == '\n') {
            there++;
        }
        if (there < breaks) {
            text.append('\n');
        }
    }

    private boolean atLineStart() {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }
}
