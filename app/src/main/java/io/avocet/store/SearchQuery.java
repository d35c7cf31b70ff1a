package io.avocet.store;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a user types, as a query of FTS5 in which nothing is an operator. */
final class SearchQuery {
    private static final int MOST_WORDS = 32;
    private static final int LONGEST_QUERY = 1_000;

    /** What FTS5's tokenizer unicode61 makes words of. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{Co}]");

    /** The beginning of so many words that they take a second to gather; only the word itself is searched. */
    private static final Pattern SHORT = Pattern.compile("\"\\p{ASCII}{1,2}\"$");

    private SearchQuery() {}

    /** Emails that have all the words, the last of them, from three letters on, as the beginning of a word; empty if there is no word. */
    static Optional<String> of(String text) {
        String query = Arrays.stream(text.substring(0, Math.min(text.length(), LONGEST_QUERY))
                        .split("[\\s\\p{Cntrl}]+"))
                .filter(word -> WORD.matcher(word).find())
                .limit(MOST_WORDS)
                .map(word -> '"' + word.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(" "));
        boolean beginsMany = SHORT.matcher(query).find();
        return query.isEmpty() ? Optional.empty() : Optional.of(beginsMany ? query : query + "*");
    }
}
