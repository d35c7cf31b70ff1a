package io.avocet.store;

import io.avocet.data.Email;
import io.avocet.data.MailHeaders;

/**
 * An email on its way into the store.
 *
 * @param source where it comes from, as {@code avocet mail} lists it: a file, or an account and a folder
 */
public record NewEmail(Email email, MailHeaders headers, String source) {}
