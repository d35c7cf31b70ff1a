package io.avocet.lab.labelling;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.avocet.error.UserError;
import io.avocet.labelling.QueryStrategy;
import io.avocet.words.Shown;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which emails are labelled: those that a strategy chooses, or all.
 *
 * @param name the strategy's, or {@value #WHOLE}
 */
public record Choice(@JsonValue String name) {
    private static final String WHOLE = "whole";

    /** All emails are labelled. */
    static final Choice ALL = new Choice(WHOLE);

    /** @throws UserError if the name is none */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Choice {
        if (!names().contains(name)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "Unknown strategy '" + Shown.text(name) + "'. Allowed: " + String.join(", ", names()) + ".");
        }
    }

    static Choice of(QueryStrategy strategy) {
        return new Choice(strategy.toString());
    }

    private static List<String> names() {
        return Stream.concat(Arrays.stream(QueryStrategy.values()).map(QueryStrategy::toString), Stream.of(WHOLE))
                .toList();
    }

    /** Empty where all emails are labelled. */
    Optional<QueryStrategy> strategy() {
        return Arrays.stream(QueryStrategy.values())
                .filter(strategy -> strategy.toString().equals(name))
                .findFirst();
    }
}
