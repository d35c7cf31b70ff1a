package io.avocet.app;

import io.avocet.data.Email;

/**
 * An email as it is prepared.
 *
 * @param id its content hash
 */
record PreparedText(String id, Email email) {}
