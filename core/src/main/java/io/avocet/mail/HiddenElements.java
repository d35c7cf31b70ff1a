package io.avocet.mail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.Selector.SelectorParseException;

/** The elements of a document whose text a reader does not see, by their styles or by rules of the document. */
final class HiddenElements implements NodeFilter {
    private static final String ZERO = "(?:0+\\.?0*|\\.0+)(?:px|pt|em|rem|ex|%)?";
    private static final Pattern GONE =
            Pattern.compile("(?:^|;)(?:display:none|mso-hide:all|opacity:" + ZERO + "(?:;|!|$)|font:0[a-z]{0,3}/)");
    private static final Pattern NO_HEIGHT = Pattern.compile("(?:^|;)(?:max-)?height:" + ZERO + "(?:;|!|$)");
    private static final Pattern NO_OVERFLOW = Pattern.compile("(?:^|;)overflow:hidden");

    /** Inherited: an element within can be seen again. */
    private static final Pattern INVISIBLE = Pattern.compile("(?:^|;)visibility:(?:hidden|collapse)");

    private static final Pattern VISIBLE = Pattern.compile("(?:^|;)visibility:visible");

    private static final Pattern NO_SIZE = Pattern.compile("(?:^|;)font-size:" + ZERO + "(?:;|!|$)");
    private static final Pattern SIZE = Pattern.compile("(?:^|;)font(?:-size)?:[^;]*[1-9a-z]");

    /** Each way to hide has one of these; most documents have none, and are not searched. */
    private static final List<String> HINTS = List.of(
            "display", "hid", "collapse", "opacity", "size:0", "size: 0", "size:.0", "size: .0", "font:0", "font: 0");

    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)\\}");
    private static final int MOST_RULES = 50;

    /** Looking for what can be seen again takes time that grows with the square of such elements. */
    private static final int MOST_SEARCHES = 1_000;

    private final Set<Element> byRule = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Element> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
    private int searches;
    private final List<Element> outermost = new ArrayList<>();

    private HiddenElements() {}

    /** @param html the source of the document */
    static HiddenElements of(Document document, String html) {
        HiddenElements elements = new HiddenElements();
        String lower = html.toLowerCase(Locale.ROOT);
        if (HINTS.stream().noneMatch(lower::contains)) {
            return elements;
        }
        document.select("style").forEach(style -> elements.addRules(style.data(), document));
        document.filter(elements);
        return elements;
    }

    boolean contains(Element element) {
        return hidden.contains(element);
    }

    /** Those that are not within another one, in the order of the document. */
    List<Element> outermost() {
        return outermost;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof Element element && isHidden(element)) {
            hidden.add(element);
            outermost.add(element);
            return FilterResult.SKIP_ENTIRELY;
        }
        return FilterResult.CONTINUE;
    }

    private boolean isHidden(Element element) {
        String style = style(element);
        if (element.hasAttr("hidden")
                || byRule.contains(element)
                || GONE.matcher(style).find()) {
            return true;
        }
        if (style.isEmpty()) {
            return false;
        }
        return (NO_HEIGHT.matcher(style).find() && NO_OVERFLOW.matcher(style).find())
                || (INVISIBLE.matcher(style).find() && !hasWithin(element, "visibility", VISIBLE))
                || (NO_SIZE.matcher(style).find() && !hasWithin(element, "font", SIZE));
    }

    private boolean hasWithin(Element element, String property, Pattern value) {
        return ++searches > MOST_SEARCHES
                || element.select("[style*=" + property + "]").stream()
                        .anyMatch(within -> !within.equals(element) && isAgain(style(within), value));
    }

    private static boolean isAgain(String style, Pattern value) {
        return value.matcher(style).find() && !NO_SIZE.matcher(style).find();
    }

    /** Marks what rules hide by name, class or id; rules within {@code @media} are for some screens alone. */
    private void addRules(String css, Document document) {
        if (!css.contains("none") && !css.contains("hidden") && !css.contains(":0") && !css.contains(": 0")) {
            return;
        }
        Matcher rule = RULE.matcher(withoutAtRules(css));
        int found = 0;
        while (rule.find() && found < MOST_RULES) {
            String style = normal(rule.group(2));
            if (GONE.matcher(style).find() || INVISIBLE.matcher(style).find()) {
                found++;
                mark(rule.group(1).strip(), document);
            }
        }
    }

    private void mark(String selector, Document document) {
        try {
            if (!selector.contains(":")) {
                byRule.addAll(document.select(selector));
            }
        } catch (SelectorParseException | IllegalArgumentException e) {
            // a selector that jsoup does not have, or none at all: its elements count as visible
        }
    }

    private static String withoutAtRules(String css) {
        StringBuilder rules = new StringBuilder();
        int depth = 0;
        boolean at = false;
        for (int i = 0; i < css.length(); i++) {
            char unit = css.charAt(i);
            if (css.startsWith("/*", i)) {
                int end = css.indexOf("*/", i + 2);
                i = end < 0 ? css.length() : end + 1;
                continue;
            }
            at |= unit == '@' && depth == 0;
            depth += unit == '{' ? 1 : unit == '}' && depth > 0 ? -1 : 0;
            if (!at) {
                rules.append(unit);
            }
            at &= depth > 0 || (unit != '}' && unit != ';');
        }
        return rules.toString().replace("<!--", "").replace("-->", "");
    }

    /** The style attribute of an element, in lower case and without spaces; empty if there is none. */
    static String style(Element element) {
        return element.hasAttr("style") ? normal(element.attr("style")) : "";
    }

    private static String normal(String style) {
        StringBuilder normal = new StringBuilder(style.length());
        for (int i = 0; i < style.length(); i++) {
            char unit = style.charAt(i);
            if (!Character.isWhitespace(unit)) {
                normal.append(Character.toLowerCase(unit));
            }
        }
        return normal.toString();
    }
}
