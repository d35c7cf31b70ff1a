package io.avocet.imap;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.BODYSTRUCTURE;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;

/** The three commands that a fetch needs in an open folder, all by UID: which messages, how they are built, and some of their bytes. */
final class ImapCommands {
    /** What is asked for of one section at a time. */
    static final int CHUNK_BYTES = 1 << 20;

    private final IMAPFolder folder;

    ImapCommands(IMAPFolder folder) {
        this.folder = folder;
    }

    /** How a message is built, and its size in bytes. */
    record Structure(BODYSTRUCTURE body, long bytes) {}

    /** The UIDs that have something, ascending. */
    List<Long> search(String keys) throws MessagingException {
        List<Long> uids = new ArrayList<>();
        for (Response response : command("UID SEARCH " + keys)) {
            if (response instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
                for (long uid = found.readLong(); uid != -1; uid = found.readLong()) {
                    uids.add(uid);
                }
            }
        }
        return uids.stream().distinct().sorted().toList();
    }

    /** Of messages that the server can describe, how they are built. */
    Map<Long, Structure> structures(List<Long> uids) throws MessagingException {
        Map<Long, Structure> structures = new HashMap<>();
        fetch(uids, "RFC822.SIZE BODYSTRUCTURE", (uid, response) -> {
            BODYSTRUCTURE body = response.getItem(BODYSTRUCTURE.class);
            RFC822SIZE size = response.getItem(RFC822SIZE.class);
            if (body != null) {
                structures.put(uid, new Structure(body, size == null ? Long.MAX_VALUE : size.size));
            }
        });
        return structures;
    }

    /**
     * Some bytes of sections of messages; a section that a message does not have is missing.
     *
     * @param sections in upper case
     * @param offset of the first byte
     * @return by UID and section, at most {@link #CHUNK_BYTES} each
     */
    Map<Long, Map<String, byte[]>> bytes(List<Long> uids, List<String> sections, long offset)
            throws MessagingException {
        String items = sections.stream()
                .map(section -> "BODY.PEEK[" + section + "]<" + offset + "." + CHUNK_BYTES + ">")
                .collect(Collectors.joining(" "));
        Map<Long, Map<String, byte[]>> bytes = new LinkedHashMap<>();
        fetch(uids, items, (uid, response) -> {
            for (int i = 0; i < response.getItemCount(); i++) {
                if (response.getItem(i) instanceof BODY body) {
                    bytes.computeIfAbsent(uid, each -> new HashMap<>())
                            .put(body.getSection().toUpperCase(Locale.ROOT), copy(body.getByteArray()));
                }
            }
        });
        return bytes;
    }

    private static byte[] copy(ByteArray bytes) {
        return bytes == null
                ? new byte[0]
                : Arrays.copyOfRange(bytes.getBytes(), bytes.getStart(), bytes.getStart() + bytes.getCount());
    }

    private void fetch(List<Long> uids, String items, BiConsumer<Long, FetchResponse> consumer)
            throws MessagingException {
        long[] ascending = uids.stream().mapToLong(Long::longValue).toArray();
        String set = UIDSet.toString(UIDSet.createUIDSets(ascending));
        for (Response response : command("UID FETCH " + set + " (UID " + items + ")")) {
            if (response instanceof FetchResponse message) {
                UID uid = message.getItem(UID.class);
                if (uid != null) {
                    consumer.accept(uid.uid, message);
                }
            }
        }
    }

    private Response[] command(String command) throws MessagingException {
        return (Response[]) folder.doCommand(protocol -> {
            Response[] responses = protocol.command(command, null);
            protocol.notifyResponseHandlers(responses);
            protocol.handleResult(responses[responses.length - 1]);
            return responses;
        });
    }
}
