package io.avocet.http;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** What a client must know to be served. Its text is in no message, log or {@code toString}. */
public final class AccessToken {
    /** Needs no escaping in an address, a cookie or a header. */
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~-]{16,200}");

    private static final int GENERATED_BYTES = 24;

    private final String text;

    /** @throws UserError if the text is too short to be secret, or has characters that would need quoting */
    public AccessToken(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    Setting.TOKEN
                            + " needs 16 to 200 characters, letters, digits and . _ ~ - alone. Without a value, Avocet"
                            + " makes one.");
        }
        this.text = text;
    }

    /** One that cannot be guessed: 192 random bits. */
    public static AccessToken generate() {
        byte[] random = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(random);
        return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Takes the same time for every wrong text of a length. */
    boolean is(String offered) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }

    /** For the address that is printed once, and for the cookie. */
    String text() {
        return text;
    }
}
