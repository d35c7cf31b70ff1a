package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.FieldBuilder;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.RecycledByteArrayBuffer;

/** Keeps the lines of a header that are no fields, which mime4j passes over: they can be the text of a part without a header. */
final class MalformedFields implements FieldBuilder {
    private static final int MOST_LINES = 10_000;

    private final FieldBuilder fields;
    private final List<String> lines = new ArrayList<>();

    MalformedFields(FieldBuilder fields) {
        this.fields = fields;
    }

    /** The lines of the current header that are no fields, as ISO 8859-1. */
    List<String> lines() {
        return lines;
    }

    /** The same, and forgets them. */
    List<String> takeLines() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void reset() {
        fields.reset();
    }

    @Override
    public void append(ByteArrayBuffer line) throws MimeException {
        fields.append(line);
    }

    @Override
    public RawField build() throws MimeException {
        try {
            return fields.build();
        } catch (MimeException e) {
            if (lines.size() < MOST_LINES) {
                lines.add(new String(fields.getRaw().toByteArray(), StandardCharsets.ISO_8859_1));
            }
            throw e;
        }
    }

    @Override
    public RecycledByteArrayBuffer getRaw() {
        return fields.getRaw();
    }

    @Override
    public void release() {
        fields.release();
    }
}
