package io.avocet.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file: {@code {"subject": …, "body": …, "label": …, "date": …}}, other keys ignored.
 *
 * @param label null where the row has no label that is a string
 * @param takesBack whether the label is {@code null}, which takes an earlier label of the same email back
 * @param isDecision whether the row has a {@code labeled_at}: then it corrects an earlier label, and is no conflicting duplicate
 * @param labelledAt when it was corrected; null where the row does not say
 * @param headers what else the row says of its email; its date alone for training
 * @param unread text under a key that is not read; null if there is none
 */
record JsonRow(
        Email email,
        @Nullable String label,
        boolean takesBack,
        boolean isDecision,
        @Nullable Instant labelledAt,
        MailHeaders headers,
        @Nullable UnreadText unread) {
    /** Python writes {@code NaN} for an empty cell; in a key that is not read it does no harm. */
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** When the email was sent; null where the row has no date that can be read. */
    @Nullable
    Instant date() {
        return headers.date() == null ? null : headers.date().toInstant();
    }

    /** Reads one row. Jackson's own messages quote the text that they stumble over, so none is passed on. */
    static JsonRow parse(byte[] line, RowForm form) throws MalformedRowException {
        String text = decode(line);
        try (JsonParser parser = JSON.createParser(text)) {
            return parse(parser, form);
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new MalformedRowException("not valid JSON (near column " + column + ")");
        } catch (IOException e) {
            throw new UncheckedIOException("A string cannot fail to be read", e);
        }
    }

    private static JsonRow parse(JsonParser parser, RowForm form) throws IOException, MalformedRowException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedRowException("not a JSON object");
        }
        RowForm.Keys keys = form.read(parser);
        if (parser.nextToken() != null) {
            throw new MalformedRowException("more content after the JSON object");
        }
        return keys.row();
    }

    private static String decode(byte[] line) throws MalformedRowException {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRowException("not UTF-8 (byte " + (bytes.position() + 1) + " of the line)");
        }
    }
}
