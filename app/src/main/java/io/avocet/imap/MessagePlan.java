package io.avocet.imap;

import io.avocet.mail.FetchedMessage;
import jakarta.mail.internet.ParameterList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.angus.mail.imap.protocol.BODYSTRUCTURE;

/**
 * Which sections of a message (RFC 3501, 6.4.5) are fetched: headers and what can be text, and never an attachment. What is read
 * entirely is one section, with all that is in it.
 */
sealed interface MessagePlan {
    /** Everything of the message, or of a part of it. */
    record Whole(String section, int maxBytes) implements MessagePlan {}

    /** Of a multipart, or an enclosed message, some parts and not others. */
    record Divided(List<String> headers, List<MessagePlan> parts) implements MessagePlan {}

    /** Nothing. */
    record LeftOut() implements MessagePlan {}

    /** What is enough of a header. */
    int HEADER_BYTES = 1 << 20;

    /** Of a message whose parts the server does not describe; attachments come last. */
    int UNDESCRIBED_BYTES = 256 << 10;

    /** The section of the whole message. */
    String MESSAGE = "";

    /** What is fetched of a message that is built so. */
    static MessagePlan of(BODYSTRUCTURE message) {
        if (isAllRead(message, false)) {
            return new Whole(MESSAGE, FetchedMessage.MAX_BYTES);
        }
        return new Divided(List.of("HEADER"), message.isMulti() ? parts(message, "") : List.of());
    }

    /** Of a message of which the server says nothing that can be understood. */
    static MessagePlan undescribed() {
        return new Whole(MESSAGE, UNDESCRIBED_BYTES);
    }

    private static List<MessagePlan> parts(BODYSTRUCTURE multipart, String prefix) {
        return IntStream.range(0, multipart.bodies.length)
                .mapToObj(i -> part(multipart.bodies[i], prefix + (i + 1)))
                .toList();
    }

    private static MessagePlan part(BODYSTRUCTURE part, String section) {
        if (part.isMulti()) {
            return isAllRead(part, true)
                    ? new Whole(section, FetchedMessage.MAX_BYTES)
                    : new Divided(List.of(section + ".MIME"), parts(part, section + "."));
        }
        if (part.isNested()) {
            return enclosed(part, section);
        }
        return isAllRead(part, true) ? new Whole(section, FetchedMessage.MAX_BYTES) : new LeftOut();
    }

    private static MessagePlan enclosed(BODYSTRUCTURE part, String section) {
        if (part.bodies == null || isEncoded(part)) {
            return new Whole(section, UNDESCRIBED_BYTES);
        }
        BODYSTRUCTURE message = part.bodies[0];
        if (isAllRead(message, false)) {
            return new Whole(section, FetchedMessage.MAX_BYTES);
        }
        return new Divided(
                List.of(section + ".MIME", section + ".HEADER"),
                message.isMulti() ? parts(message, section + ".") : List.of());
    }

    /** A message within a message must not be encoded, and its parts have no sections then. */
    private static boolean isEncoded(BODYSTRUCTURE part) {
        return part.encoding != null
                && Set.of("base64", "quoted-printable").contains(part.encoding.toLowerCase(Locale.ROOT));
    }

    private static boolean isAllRead(BODYSTRUCTURE part, boolean inMultipart) {
        if (part.isMulti()) {
            return Arrays.stream(part.bodies).allMatch(each -> isAllRead(each, true));
        }
        if (part.isNested()) {
            return part.bodies != null && !isEncoded(part) && isAllRead(part.bodies[0], false);
        }
        boolean named = "attachment".equalsIgnoreCase(part.disposition)
                && (has(part.dParams, "filename") || has(part.cParams, "name"));
        return FetchedMessage.isRead(part.type + "/" + part.subtype, inMultipart && named);
    }

    private static boolean has(ParameterList parameters, String name) {
        return parameters != null && parameters.get(name) != null;
    }

    /** The sections to fetch, and of each how many bytes at most. */
    default Map<String, Integer> sections() {
        Map<String, Integer> sections = new LinkedHashMap<>();
        if (this instanceof Whole whole) {
            if (!whole.section().equals(MESSAGE)) {
                sections.put(whole.section() + ".MIME", HEADER_BYTES);
            }
            sections.put(whole.section(), whole.maxBytes());
        } else if (this instanceof Divided divided) {
            divided.headers().forEach(header -> sections.put(header, HEADER_BYTES));
            divided.parts().forEach(part -> sections.putAll(part.sections()));
        }
        return sections;
    }

    /**
     * Puts the message together.
     *
     * @param bytes of each section
     */
    default FetchedMessage message(Function<String, byte[]> bytes) {
        if (this instanceof Whole whole) {
            byte[] body = bytes.apply(whole.section());
            return whole.section().equals(MESSAGE)
                    ? FetchedMessage.whole(body)
                    : FetchedMessage.part(bytes.apply(whole.section() + ".MIME"), body);
        }
        if (this instanceof Divided divided) {
            List<byte[]> headers = new ArrayList<>();
            divided.headers().forEach(header -> headers.add(bytes.apply(header)));
            return FetchedMessage.divided(
                    headers,
                    divided.parts().stream().map(part -> part.message(bytes)).toList());
        }
        return FetchedMessage.leftOut();
    }
}
