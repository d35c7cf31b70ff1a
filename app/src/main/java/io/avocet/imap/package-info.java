/**
 * Mail on IMAP servers: accounts and their secrets, folders, and the emails of a folder as an
 * {@link io.avocet.data.EmailSource}. Nothing is ever changed on a server. It knows neither the mail store nor labels nor models.
 */
@NullMarked
package io.avocet.imap;

import org.jspecify.annotations.NullMarked;
