package io.avocet.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A kind of result that is saved as a JSON object.
 *
 * @param noun such as {@code a benchmark result}
 * @param isWhole whether an object has what every result has; a file that somebody edited may lack it
 * @param advice what to do about a damaged file, as a sentence
 */
public record SavedJson(String noun, Predicate<ObjectNode> isWhole, String advice) {
    /** Thousands of models with ten labels each. */
    private static final int MAX_BYTES = 64 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads a result, whole even while another process saves one.
     *
     * @return empty if nothing was saved yet
     * @throws UserError if the file is damaged or cannot be read
     */
    public Optional<ObjectNode> read(Path file) {
        try {
            JsonNode result = JSON.readTree(SmallFile.read(file, MAX_BYTES));
            if (result instanceof ObjectNode root && isWhole.test(root)) {
                return Optional.of(root);
            }
            throw damaged(file, "it is not " + noun, null);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw damaged(file, e.getOriginalMessage(), e);
        } catch (SmallFile.Refused e) {
            throw damaged(file, e.getMessage(), e);
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
    }

    private UserError damaged(Path file, String reason, @Nullable Exception cause) {
        return new UserError(UserError.Kind.SYSTEM, file + " is damaged: " + reason + ". " + advice, cause);
    }
}
