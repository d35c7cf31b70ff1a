package io.avocet.lab.store;

import io.avocet.error.UserError;

/**
 * What {@link StoreStudy} measures.
 *
 * @param emails in the store
 * @param repeats of each question
 */
public record StoreRequest(int emails, int repeats) {
    /** @throws UserError if a number is out of range */
    public StoreRequest {
        requireRange("--emails", emails, 100, 10_000_000);
        requireRange("--repeats", repeats, 1, 10_000);
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UserError(
                    UserError.Kind.USAGE, option + " is " + value + ". Allowed: " + least + " to " + most + ".");
        }
    }
}
