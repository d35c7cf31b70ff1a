package io.avocet.error;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a user can set. A message names it by this constant, as in {@code Setting.EPOCHS + " is 0."}; the front end that shows
 * the message says it as its users know it: as an option, as a parameter of a request, or in words.
 */
public enum Setting {
    BASE_MODEL("the base model"),
    BATCH_SIZE("the batch size"),
    DESCRIPTIONS("the file of descriptions"),
    DEVICE("the device"),
    EPOCHS("the number of epochs"),
    FOLDS("the number of folds"),
    HEAD_RATE("the rate of the head"),
    HOST("the host"),
    HYPOTHESIS("the hypothesis"),
    LABELS("the file of labels"),
    LAYER_DECAY("the decay of the rate by layer"),
    LEARNING_CURVE("the learning curve"),
    LEARNING_RATE("the learning rate"),
    MODELS_CONFIG("the file of models"),
    MODELS_DIR("the models folder"),
    NAME("the name of the model"),
    PORT("the port"),
    PRECISION("the precision"),
    REPEATS("the number of repeats"),
    SCORE_FILE("the file of labelled emails"),
    SPLIT("the split"),
    TARGET_ACCURACY("the target accuracy"),
    TOKEN("the token"),
    TRAIN_FILE("the file of training emails");

    /** Around a constant's name in a message: private-use characters, which no readable text has. */
    private static final String BEGIN = "\uE000";

    private static final String END = "\uE001";

    private static final Pattern IN_MESSAGE = Pattern.compile(
            Arrays.stream(values()).map(Setting::name).collect(Collectors.joining("|", BEGIN + "(", ")" + END)));

    private final String words;

    Setting(String words) {
        this.words = words;
    }

    /** In words, such as {@code the batch size}. */
    public String words() {
        return words;
    }

    /** The setting in a message that is still to be shown. */
    @Override
    public String toString() {
        return BEGIN + name() + END;
    }

    /** A message with the names that a front end has for the settings in it. */
    public static String named(String message, Function<Setting, String> name) {
        return IN_MESSAGE
                .matcher(message)
                .replaceAll(found -> Matcher.quoteReplacement(name.apply(valueOf(found.group(1)))));
    }

    /** A message with its settings in words. */
    public static String inWords(String message) {
        String words = named(message, Setting::words);
        return message.startsWith(BEGIN) ? Character.toUpperCase(words.charAt(0)) + words.substring(1) : words;
    }
}
