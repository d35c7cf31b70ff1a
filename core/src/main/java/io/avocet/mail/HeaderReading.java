package io.avocet.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;

/** Gathers what the header of a message or part says of its body, while mime4j reads it field by field. */
final class HeaderReading implements BodyDescriptorBuilder {
    private static final HeaderParameters NONE = new HeaderParameters("");

    private final MalformedFields malformed;
    private final String ownType;
    private final List<HeaderParameters> types = new ArrayList<>();
    private HeaderParameters disposition = NONE;
    private String transferEncoding = "";
    private boolean lastWasType;

    HeaderReading(MalformedFields malformed) {
        this(malformed, "text/plain");
    }

    private HeaderReading(MalformedFields malformed, String ownType) {
        this.malformed = malformed;
        this.ownType = ownType;
    }

    @Override
    public void reset() {
        types.clear();
        disposition = NONE;
        transferEncoding = "";
        lastWasType = false;
        malformed.takeLines();
    }

    @Override
    public Field addField(RawField field) {
        addBrokenOff();
        lastWasType = false;
        switch (field.getName().strip().toLowerCase(Locale.ROOT)) {
            case "content-type" -> {
                types.add(new HeaderParameters(field.getBody()));
                lastWasType = true;
            }
            case "content-disposition" -> disposition = new HeaderParameters(field.getBody());
            case "content-transfer-encoding" -> transferEncoding = field.getBody();
            default -> {}
        }
        return field;
    }

    /** A Content-Type broken in two goes on in a line without a space in front (mikel/mail#807). */
    private void addBrokenOff() {
        if (lastWasType) {
            malformed.lines().forEach(line -> types.get(types.size() - 1).add(line));
        }
    }

    @Override
    public PartHeader build() {
        addBrokenOff();
        return new PartHeader(types, disposition, transferEncoding, ownType);
    }

    @Override
    public BodyDescriptorBuilder newChild() {
        boolean digest = build().getMimeType().equals("multipart/digest");
        return new HeaderReading(malformed, digest ? "message/rfc822" : "text/plain");
    }
}
