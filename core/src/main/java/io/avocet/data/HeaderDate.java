package io.avocet.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The date of a mail header: RFC 5322 with its obsolete forms, and what programs make of it. */
final class HeaderDate {
    /**
     * {@code Sun, 15 Mar 2026 09:30:00 +0000 (UTC)}; the day of the week, the seconds and the zone may be missing. The day of the week
     * says nothing that the date does not, and is not read: some programs write a wrong one.
     */
    private static final Pattern FORM = Pattern.compile(
            "(?:[A-Za-z]{3}[a-z]{0,6}[,.]?\\s*)?(\\d{1,2})[ -]+([A-Za-z]{3})[a-z]{0,6}[. -]+(\\d{2}|\\d{4}),?\\s+"
                    + "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,9})?)?(?:\\s*([+-]\\d{2}:?\\d{2}|[A-Za-z]{1,5}))?"
                    + "(?:\\s*\\(.{0,100})?");

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** RFC 5322, 4.3; any other name says nothing and is taken for UTC. */
    private static final Map<String, Integer> HOURS =
            Map.of("EDT", -4, "EST", -5, "CDT", -5, "CST", -6, "MDT", -6, "MST", -7, "PDT", -7, "PST", -8);

    private HeaderDate() {}

    /** @throws DateTimeException if the text is no such date */
    static OffsetDateTime parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new DateTimeException("not the date of a header");
        }
        int month = MONTHS.indexOf(form.group(2).toLowerCase(Locale.ROOT)) + 1;
        LocalDate date = LocalDate.of(year(form.group(3)), month, number(form.group(1)));
        int second = form.group(6) == null ? 0 : Math.min(59, number(form.group(6))); // 60 is a leap second
        LocalTime time = LocalTime.of(number(form.group(4)), number(form.group(5)), second);
        return OffsetDateTime.of(date, time, offset(form.group(7)));
    }

    private static int year(String digits) {
        int year = number(digits);
        return digits.length() > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
    }

    private static ZoneOffset offset(@Nullable String zone) {
        if (zone == null || Character.isLetter(zone.charAt(0))) {
            return ZoneOffset.ofHours(zone == null ? 0 : HOURS.getOrDefault(zone.toUpperCase(Locale.ROOT), 0));
        }
        int minutes = 60 * number(zone.substring(1, 3)) + number(zone.substring(zone.length() - 2));
        return ZoneOffset.ofTotalSeconds(60 * (zone.charAt(0) == '-' ? -minutes : minutes));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
