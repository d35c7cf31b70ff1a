package io.avocet.mail;

import io.avocet.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * HTML as a person reads it: words and line breaks, without scripts, styles and the head. Text that is hidden comes behind the
 * visible text, once: it is the preview line of a newsletter (mjmlio/mjml#1829), or a copy for other screens.
 */
final class HtmlText implements NodeFilter {
    private static final Set<String> UNREAD = Set.of("head", "script", "style", "title", "template");
    private static final Set<String> CELLS = Set.of("td", "th");

    private static final int SEARCHED_FOR_META = 8 << 10;
    private static final Pattern META =
            Pattern.compile("<meta\\b[^>]{0,300}?\\bcharset\\s*=\\s*[\"']?([^\\s\"'/>;]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern DOCUMENT =
            Pattern.compile("\\s*(?:<!doctype html|<html)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final HiddenElements hidden;
    private final Node root;
    private final StringBuilder text = new StringBuilder();

    private HtmlText(HiddenElements hidden, Node root) {
        this.hidden = hidden;
        this.root = root;
    }

    /** @param charset what the mail says; without it the HTML's own {@code meta} element counts */
    static String of(byte[] html, @Nullable String charset) {
        boolean known = charset != null && CharsetLabels.charset(charset) != null;
        String meta = known ? null : meta(html);
        return of(CharsetDecoding.decode(html, meta == null ? charset : meta));
    }

    static String of(String html) {
        Document document = Jsoup.parse(html);
        HiddenElements hidden = HiddenElements.of(document, html);
        String visible = textOf(document, hidden);
        StringBuilder text = new StringBuilder(visible);
        for (Element element : hidden.outermost()) {
            String words = textOf(element, hidden);
            if (!VisibleText.isBlank(words) && !isIn(text, words)) {
                text.append(text.isEmpty() ? "" : "\n\n").append(words);
            }
        }
        return VisibleText.isBlank(text.toString()) ? images(document) : text.toString();
    }

    /** Whether bytes without a declared type are an HTML document. */
    static boolean isDocument(byte[] bytes) {
        return DOCUMENT.matcher(start(bytes, 200)).matches();
    }

    private static String textOf(Node root, HiddenElements hidden) {
        HtmlText text = new HtmlText(hidden, root);
        root.filter(text);
        return text.text.toString().strip();
    }

    private static boolean isIn(CharSequence text, String words) {
        return squeezed(text).contains(squeezed(words));
    }

    private static String squeezed(CharSequence text) {
        return VisibleText.collapse(text.toString()).replaceAll("\\s+", " ").strip();
    }

    /** What a reader sees of a message that is an image, as long as images are not loaded. */
    private static String images(Document document) {
        return document.select("img[alt]").eachAttr("alt").stream()
                .filter(alt -> !alt.isBlank())
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable String meta(byte[] html) {
        Matcher meta = META.matcher(start(html, SEARCHED_FOR_META));
        return meta.find() ? meta.group(1).toLowerCase(Locale.ROOT) : null;
    }

    private static String start(byte[] bytes, int length) {
        return new String(bytes, 0, Math.min(bytes.length, length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            append(words);
        } else if (node instanceof Element element) {
            if (UNREAD.contains(element.normalName()) || (!element.equals(root) && hidden.contains(element))) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (element.normalName().equals("br")) {
                endLine(2);
            } else if (CELLS.contains(element.normalName())) {
                space();
            } else if (isBlock(element)) {
                endLine(1);
            }
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element && !CELLS.contains(element.normalName())) {
            if (isBlock(element)) {
                endLine(1);
            } else if (element.normalName().equals("a") && element.nextSibling() instanceof Element) {
                space(); // two buttons next to each other
            }
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isBlock(Element element) {
        return element.isBlock()
                || (element.attr("style").contains("block")
                        && HiddenElements.style(element).contains("display:block"));
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
            } else {
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
