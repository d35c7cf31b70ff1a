package io.avocet.error;

import io.avocet.words.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the user gets a sound copy of a damaged file of a checkpoint. */
public final class FetchAgain {
    private static final Pattern CACHED = Pattern.compile("models--(.+?)--(.+)");

    private static final String MARKER_OF_A_TRAINED_MODEL = "training_info.json";

    private FetchAgain() {}

    /**
     * A sentence without its full stop. For a file in the Hugging Face cache it names the commands; a model that was trained here
     * is trained again.
     */
    public static String advice(Path file) {
        for (Path part : file.toAbsolutePath()) {
            Matcher cached = CACHED.matcher(part.toString());
            if (cached.matches()) {
                String id = cached.group(1) + "/" + cached.group(2);
                return "Fetch it again: '" + Launcher.command("models remove " + id) + "', then '"
                        + Launcher.command("models pull " + id) + "'";
            }
        }
        return Files.exists(file.resolveSibling(MARKER_OF_A_TRAINED_MODEL))
                ? "Train this model again"
                : "Fetch the file again";
    }
}
