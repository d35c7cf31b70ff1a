package io.avocet.error;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the user gets a sound copy of a file that is damaged. */
public final class FetchAgain {
    private static final Pattern CACHED = Pattern.compile("models--(.+?)--(.+)");

    private FetchAgain() {}

    /** A sentence without its full stop; for a file in the Hugging Face cache it names the commands. */
    public static String advice(Path file) {
        for (Path part : file.toAbsolutePath()) {
            Matcher cached = CACHED.matcher(part.toString());
            if (cached.matches()) {
                String id = cached.group(1) + "/" + cached.group(2);
                return "Fetch it again: 'avocet models remove " + id + "', then 'avocet models pull " + id + "'";
            }
        }
        return "Fetch the file again";
    }
}
