package io.avocet.data;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The objects of one JSON array, on one line or on many, read one at a time. */
final class JsonArrayRows implements RowReader {
    private final Path name;
    private final JsonParser parser;
    private final RowForm form;
    private RowForm.@Nullable Keys keys;
    private long line;
    private boolean begun;
    private boolean ended;

    JsonArrayRows(Path name, InputStream in, RowForm form) throws IOException {
        this.name = name;
        this.form = form;
        this.parser = JsonRow.JSON.createParser(in);
    }

    /** @throws UserError if the array is damaged: after that, rows cannot be separated */
    @Override
    public boolean next() throws IOException {
        if (ended) {
            return false;
        }
        try {
            if (!begun) {
                begun = true;
                parser.nextToken();
            }
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                ended = true;
                requireEnd();
                return false;
            }
            line = parser.currentTokenLocation().getLineNr();
            keys = token == JsonToken.START_OBJECT ? form.read(parser) : null;
            parser.skipChildren();
            return true;
        } catch (JsonProcessingException e) {
            throw damaged(e.getLocation());
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public JsonRow row() throws MalformedRowException {
        if (keys == null) {
            throw new MalformedRowException("not a JSON object");
        }
        return keys.row();
    }

    @Override
    public BadRow bad(MalformedRowException e) {
        return new BadRow(name, line, e.reason());
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private void requireEnd() throws IOException {
        if (parser.nextToken() != null) {
            throw damaged(parser.currentTokenLocation());
        }
    }

    /** Jackson's own message quotes the text that it stumbles over, so it is not passed on. */
    private UserError damaged(@Nullable JsonLocation location) {
        String place = location == null ? "" : ":" + location.getLineNr();
        return new UserError(
                UserError.Kind.BAD_INPUT,
                name + place + ": not valid JSON"
                        + (location == null ? "" : " (near column " + location.getColumnNr() + ")")
                        + ". The file begins with '[', so it is read as one JSON array of rows to its ']'. Repair it, or"
                        + " write one row per line, without brackets.");
    }
}
