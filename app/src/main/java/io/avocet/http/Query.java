package io.avocet.http;

import io.avocet.error.UserError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of an address: each known, each at most once. */
final class Query {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,30}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}([.][0-9]{1,20})?([eE][-+]?[0-9]{1,3})?");
    private static final int SHOWN_CODE_POINTS = 60;

    private final Map<String, String> values = new LinkedHashMap<>();

    private Query() {}

    /**
     * Reads what follows the question mark.
     *
     * @param names that are allowed
     * @throws UserError if a name is unknown or repeated, or a value is not UTF-8 in percent encoding
     */
    static Query parse(@Nullable String text, List<String> names) {
        Query query = new Query();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!names.contains(name)) {
                throw bad("Unknown parameter " + quoted(name) + ". Allowed: " + String.join(", ", names) + ".");
            }
            if (query.values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw bad("The parameter " + name + " is given more than once. Give it once.");
            }
        }
        return query;
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number; whether it is in range, its user says. */
    Optional<Integer> integer(String name, String allowed) {
        return parsed(name, INTEGER, Integer::valueOf, allowed);
    }

    /** A whole number of a range. */
    Optional<Integer> integer(String name, int least, int most) {
        String allowed = least + " to " + most;
        Optional<Integer> number = integer(name, allowed);
        if (number.isPresent() && (number.get() < least || number.get() > most)) {
            throw bad(name + " is " + number.get() + ". Allowed: " + allowed + ".");
        }
        return number;
    }

    /** A whole number of 64 bits. */
    Optional<Long> longInteger(String name) {
        return parsed(name, INTEGER, Long::valueOf, Long.MIN_VALUE + " to " + Long.MAX_VALUE);
    }

    /** A number; whether it is in range, its user says. */
    Optional<Double> decimal(String name, String allowed) {
        return parsed(name, DECIMAL, Double::valueOf, allowed);
    }

    /** One of some values, by what they are called. */
    <T> Optional<T> choice(String name, T[] allowed) {
        return value(name)
                .map(text -> Stream.of(allowed)
                        .filter(choice -> choice.toString().equals(text))
                        .findFirst()
                        .orElseThrow(() -> bad(name + " is " + quoted(text) + ". Allowed: "
                                + Stream.of(allowed).map(Object::toString).collect(Collectors.joining(", ")) + ".")));
    }

    private <T> Optional<T> parsed(String name, Pattern form, Function<String, T> parser, String allowed) {
        Optional<String> text = value(name);
        try {
            if (text.isEmpty() || form.matcher(text.get()).matches()) {
                return text.map(parser);
            }
        } catch (NumberFormatException e) {
            // too many digits
        }
        throw bad(name + " is " + quoted(text.get()) + ". Allowed: " + allowed + ".");
    }

    /** {@code true} or {@code false}; false without it. */
    boolean flag(String name) {
        String text = values.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw bad(name + " is " + quoted(text) + ". Allowed: true, false.");
        }
        return text.equals("true");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad(quoted(text) + " in the address is not percent-encoded as it should be.");
        }
    }

    /** Text from outside, made safe for a message. */
    static String quoted(String text) {
        String shown = text.codePoints()
                .limit(SHOWN_CODE_POINTS)
                .mapToObj(point -> Character.getType(point) == Character.SURROGATE || Character.isISOControl(point)
                        ? "?"
                        : Character.toString(point))
                .collect(Collectors.joining());
        return "'" + shown + (text.codePointCount(0, text.length()) > SHOWN_CODE_POINTS ? "…'" : "'");
    }

    private static UserError bad(String message) {
        return new UserError(UserError.Kind.BAD_INPUT, message);
    }
}
