package io.avocet.mail;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An iCalendar object (RFC 5545) in words: what is asked, of which event, when, where, and its description. */
final class CalendarText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z-]{1,60}");
    private static final Pattern ZONE = Pattern.compile(";TZID=\"?([^\";]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final Map<String, String> METHODS = Map.of(
            "REQUEST", "Invitation",
            "CANCEL", "Cancelled",
            "REPLY", "Reply to an invitation",
            "COUNTER", "Another time proposed",
            "DECLINECOUNTER", "Proposed time declined",
            "ADD", "Invitation",
            "PUBLISH", "Event");

    private static final int MOST_EVENTS = 20;

    private @Nullable String method;
    private final List<Map<String, String>> events = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    private CalendarText() {}

    /** The text; empty if there is no event. */
    static String of(String calendar) {
        CalendarText text = new CalendarText();
        calendar.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replaceAll("\n[ \t]", "")
                .lines()
                .forEach(text::read);
        return text.text();
    }

    private void read(String line) {
        int colon = startOfValue(line);
        Matcher start = NAME.matcher(line);
        if (colon < 0 || !start.lookingAt()) {
            return;
        }
        String name = start.group().toUpperCase(Locale.ROOT);
        String parameters = line.substring(start.end(), colon);
        String value = line.substring(colon + 1).strip();
        switch (name) {
            case "BEGIN" -> begin(value.toUpperCase(Locale.ROOT));
            case "END" -> end();
            case "METHOD" -> method = value.toUpperCase(Locale.ROOT);
            default -> {
                if (isInEvent() && !events.isEmpty()) {
                    boolean time = name.equals("DTSTART") || name.equals("DTEND");
                    events.get(events.size() - 1).putIfAbsent(name, time ? time(value, parameters) : unescaped(value));
                }
            }
        }
    }

    /** The first colon outside of quotes, -1 if there is none. */
    private static int startOfValue(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            if (!quoted && line.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    private void begin(String component) {
        open.add(component);
        if (isInEvent() && events.size() < MOST_EVENTS) {
            events.add(new LinkedHashMap<>());
        }
    }

    private void end() {
        if (!open.isEmpty()) {
            open.remove(open.size() - 1);
        }
    }

    /** Directly in one: an alarm within has a description of its own, a time zone next to it has a start. */
    private boolean isInEvent() {
        String innermost = open.isEmpty() ? "" : open.get(open.size() - 1);
        return innermost.equals("VEVENT") || innermost.equals("VTODO");
    }

    private String text() {
        return events.stream().map(this::words).distinct().collect(Collectors.joining("\n\n"));
    }

    private String words(Map<String, String> event) {
        boolean cancelled = "CANCELLED".equalsIgnoreCase(event.get("STATUS"));
        String what = METHODS.getOrDefault(cancelled ? "CANCEL" : Objects.requireNonNullElse(method, ""), "Event");
        String summary = event.getOrDefault("SUMMARY", "").strip();
        String start = event.getOrDefault("DTSTART", "");
        String end = event.getOrDefault("DTEND", "");
        return Stream.of(
                        summary.isEmpty() ? what : what + ": " + summary,
                        start.isEmpty()
                                ? ""
                                : "When: "
                                        + (end.isEmpty() || end.equals(start)
                                                ? start
                                                : start + " to " + until(start, end)),
                        labelled("Where: ", event.getOrDefault("LOCATION", "")),
                        event.getOrDefault("DESCRIPTION", "").strip())
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String labelled(String label, String text) {
        return text.isBlank() ? "" : label + text.strip();
    }

    /** The end without its date, if the event ends on the day on which it starts. */
    private static String until(String start, String end) {
        int time = start.lastIndexOf(" at ");
        boolean sameDay = time > 0 && end.startsWith(start.substring(0, time + 4));
        return sameDay ? end.substring(time + 4) : end;
    }

    /** {@code Thursday, 6 March 2025 at 10:00 UTC}; as it is written, if it is no date. */
    private static String time(String value, String parameters) {
        try {
            LocalDate date = LocalDate.parse(value.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
            if (!value.startsWith("T", 8)) {
                return DATE.format(date);
            }
            LocalDateTime time =
                    date.atTime(Integer.parseInt(value.substring(9, 11)), Integer.parseInt(value.substring(11, 13)));
            Matcher zone = ZONE.matcher(parameters);
            String where = value.endsWith("Z") ? " UTC" : zone.find() ? " (" + zone.group(1) + ")" : "";
            return DATE.format(date) + " at " + TIME.format(time) + where;
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            return value;
        }
    }

    private static String unescaped(String value) {
        return ESCAPED.matcher(value)
                .replaceAll(escape ->
                        escape.group(1).equalsIgnoreCase("n") ? "\n" : Matcher.quoteReplacement(escape.group(1)));
    }
}
