package io.avocet.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The readable texts of one multipart, gathered while its parts go by. */
final class MessageParts {
    /** @param plain whether the text was written as plain text, and not made from HTML */
    record Text(String text, boolean plain) {}

    private final boolean alternative;
    private final List<Text> texts = new ArrayList<>();

    /** @param alternative whether the parts say the same in different ways, and not one after the other */
    MessageParts(boolean alternative) {
        this.alternative = alternative;
    }

    /** Adds a text, unless it is blank: an empty plain text must not win over HTML that says something. */
    void add(Text text) {
        if (!text.text().isBlank()) {
            texts.add(text);
        }
    }

    /** Whether no further part can matter. */
    boolean settled() {
        return alternative && texts.stream().anyMatch(Text::plain);
    }

    /** One of the alternatives, plain text first; else all texts in order. */
    Text whole() {
        if (alternative && !texts.isEmpty()) {
            return texts.stream().filter(Text::plain).findFirst().orElse(texts.get(0));
        }
        return new Text(
                texts.stream().map(Text::text).collect(Collectors.joining("\n\n")),
                texts.stream().allMatch(Text::plain));
    }
}
