package io.avocet.mail;

import io.avocet.mail.PartText.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The readable parts of one multipart, or of the whole message, gathered while they go by. */
final class MessageParts {
    private final boolean alternative;
    private final List<Object> parts = new ArrayList<>();

    /** @param alternative whether the parts say the same in different ways, and not one after the other */
    MessageParts(boolean alternative) {
        this.alternative = alternative;
    }

    void add(PartText part) {
        parts.add(part);
    }

    void add(MessageParts multipart) {
        parts.add(multipart);
    }

    /** Whether no further alternative can matter. */
    boolean isSettled() {
        return alternative
                && parts.stream().anyMatch(part -> part instanceof PartText text && Alternatives.isEnough(text));
    }

    /** The text of the likeliest place that has one; empty if nothing is readable. */
    String text() {
        for (Place place : Place.values()) {
            List<PartText> texts = at(place);
            if (!texts.isEmpty()) {
                return texts.stream().map(PartText::text).map(String::strip).collect(Collectors.joining("\n\n"));
            }
        }
        return "";
    }

    /** Whether any part has a place that comes before this one, read or not. */
    boolean hasBetterThan(Place place) {
        return parts.stream()
                .anyMatch(part -> part instanceof PartText text
                        ? text.place().compareTo(place) < 0
                        : ((MessageParts) part).hasBetterThan(place));
    }

    /** What is said at a place: of alternatives the best one, else all in order, each once. Blank texts say nothing. */
    private List<PartText> at(Place place) {
        List<List<PartText>> found = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof MessageParts multipart) {
                found.add(multipart.at(place));
            } else if (part instanceof PartText text && text.place() == place) {
                found.add(List.of(text));
            }
        }
        if (alternative) {
            return Alternatives.best(found);
        }
        List<PartText> texts = found.stream()
                .flatMap(List::stream)
                .filter(text -> !text.isBlank())
                .toList();
        return texts.size() < 2 ? texts : distinct(texts);
    }

    /** Exchange puts plain text and HTML of one message next to each other, and not as alternatives. */
    private static List<PartText> distinct(List<PartText> texts) {
        Set<String> said = new HashSet<>();
        return texts.stream()
                .filter(text -> said.add(text.text().replaceAll("\\s+", " ")))
                .toList();
    }
}
