package io.avocet.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.FetchAgain;
import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.SmallFile;
import io.avocet.words.Shown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON from untrusted files: UTF-8 only, no key twice, no deep nesting, nothing after the end. */
public final class StrictJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names from a hostile file must not fill a table that all later parsers share.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxNameLength(10_000)
                    .build())
            .build();

    public static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    static JsonParser parser(byte[] utf8) throws IOException {
        return FACTORY.createParser(reader(utf8));
    }

    /** The one JSON object in a file of at most {@code limitBytes}. */
    public static ObjectNode readObject(Path file, int limitBytes) {
        try {
            JsonNode root = MAPPER.readTree(reader(SmallFile.read(file, limitBytes)));
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw damaged(file, "it holds no JSON object");
        } catch (NoSuchFileException e) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND, file + " is missing. Name the folder of a complete checkpoint.", e);
        } catch (SmallFile.Refused e) {
            throw damaged(file, e.getMessage());
        } catch (JsonProcessingException | CharacterCodingException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
    }

    /** A refusal for text that is no JSON, or no UTF-8. */
    static UserError damaged(Path file, IOException cause) {
        if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
            return damaged(
                    file,
                    Shown.text(json.getOriginalMessage()) + " (line "
                            + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr() + " of its JSON)");
        }
        return damaged(file, cause instanceof CharacterCodingException ? "its JSON is not UTF-8" : cause.toString());
    }

    public static UserError damaged(Path file, String what) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                file + " is damaged: " + what + ". " + FetchAgain.advice(file) + ", or choose another checkpoint.");
    }

    private static Reader reader(byte[] utf8) {
        return new InputStreamReader(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8.newDecoder());
    }
}
