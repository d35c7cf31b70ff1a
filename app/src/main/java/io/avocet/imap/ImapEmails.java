package io.avocet.imap;

import io.avocet.data.BadRow;
import io.avocet.data.SkippingSource;
import io.avocet.data.SourcedEmail;
import io.avocet.imap.ImapCommands.Structure;
import io.avocet.mail.MalformedMessageException;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.imap.IMAPFolder;

/**
 * Messages of an open folder. How some hundreds are built is asked for at once; those that are small and have no attachment are then
 * fetched many with one command, and of each other one its sections, in chunks.
 */
final class ImapEmails extends SkippingSource {
    private static final int DESCRIBED_AT_ONCE = 500;
    private static final long SMALL_BYTES = 256 << 10;
    private static final long FETCHED_AT_ONCE = 512 << 10;
    private static final int SECTIONS_AT_ONCE = 40;

    private final IMAPFolder folder;
    private final ImapCommands commands;
    private final Path name;
    private final List<Long> uids;
    private final ImapTrouble trouble;
    private final Deque<Planned> planned = new ArrayDeque<>();
    private final Deque<SourcedEmail> ready = new ArrayDeque<>();
    private int described;

    private record Planned(long uid, MessagePlan plan, long bytes) {
        /** Whether one command fetches it together with others. */
        boolean isSmall() {
            return plan instanceof MessagePlan.Whole && bytes <= SMALL_BYTES;
        }
    }

    /** Fetches something of messages. */
    @FunctionalInterface
    private interface Fetch<T> {
        Map<Long, T> of(List<Long> uids) throws MessagingException;
    }

    /** @param folder open; closed with this */
    ImapEmails(IMAPFolder folder, Path name, List<Long> uids, ImapTrouble trouble) {
        this.folder = folder;
        this.commands = new ImapCommands(folder);
        this.name = name;
        this.uids = List.copyOf(uids);
        this.trouble = trouble;
    }

    @Override
    public Optional<SourcedEmail> next() {
        try {
            while (ready.isEmpty() && (!planned.isEmpty() || described < uids.size())) {
                if (planned.isEmpty()) {
                    planSome();
                }
                if (planned.element().isSmall()) {
                    readSmall();
                } else {
                    readDivided(planned.remove());
                }
            }
            return Optional.ofNullable(ready.poll());
        } catch (MessagingException e) {
            throw trouble.of(e);
        }
    }

    private void planSome() throws MessagingException {
        List<Long> some = uids.subList(described, Math.min(described + DESCRIBED_AT_ONCE, uids.size()));
        described += some.size();
        Map<Long, Structure> structures = inPieces(some, commands::structures);
        for (long uid : some) {
            Structure structure = structures.get(uid);
            planned.add(
                    structure == null
                            ? new Planned(uid, MessagePlan.undescribed(), Long.MAX_VALUE)
                            : new Planned(uid, MessagePlan.of(structure.body()), structure.bytes()));
        }
    }

    private void readSmall() throws MessagingException {
        List<Long> order = new ArrayList<>();
        long bytes = 0;
        while (!planned.isEmpty() && planned.element().isSmall() && bytes <= FETCHED_AT_ONCE) {
            Planned next = planned.remove();
            order.add(next.uid());
            bytes += next.bytes();
        }
        Map<Long, Map<String, byte[]>> fetched =
                inPieces(order, some -> commands.bytes(some, List.of(MessagePlan.MESSAGE), 0));
        for (long uid : order) {
            add(uid, MessagePlan.undescribed(), fetched.getOrDefault(uid, Map.of()));
        }
    }

    private void readDivided(Planned message) throws MessagingException {
        Map<String, Integer> sections = message.plan().sections();
        Map<String, byte[]> bytes = new HashMap<>();
        List<String> names = List.copyOf(sections.keySet());
        for (int from = 0; from < names.size(); from += SECTIONS_AT_ONCE) {
            bytes.putAll(chunks(
                    message.uid(), names.subList(from, Math.min(from + SECTIONS_AT_ONCE, names.size())), sections));
        }
        add(message.uid(), message.plan(), bytes);
    }

    /** Sections of a message, those that are large in chunks. */
    private Map<String, byte[]> chunks(long uid, List<String> sections, Map<String, Integer> limits)
            throws MessagingException {
        Map<String, ByteArrayOutputStream> all = new HashMap<>();
        List<String> open = sections;
        for (long offset = 0; !open.isEmpty(); offset += ImapCommands.CHUNK_BYTES) {
            long from = offset;
            List<String> asked = open;
            Map<String, byte[]> some = inPieces(List.of(uid), one -> commands.bytes(one, asked, from))
                    .getOrDefault(uid, Map.of());
            some.forEach((section, chunk) -> all.computeIfAbsent(section, each -> new ByteArrayOutputStream())
                    .writeBytes(chunk));
            open = asked.stream()
                    .filter(section -> some.getOrDefault(section, new byte[0]).length == ImapCommands.CHUNK_BYTES
                            && from + ImapCommands.CHUNK_BYTES < limits.getOrDefault(section, 0))
                    .toList();
        }
        Map<String, byte[]> bytes = new HashMap<>();
        all.forEach((section, content) -> bytes.put(section, content.toByteArray()));
        return bytes;
    }

    private void add(long uid, MessagePlan plan, Map<String, byte[]> bytes) {
        if (bytes.isEmpty()) {
            skip(new BadRow(name, uid, "the server does not hand it out"));
            return;
        }
        try {
            ready.add(plan.message(section -> bytes.getOrDefault(section, new byte[0]))
                    .read(name, uid));
        } catch (MalformedMessageException e) {
            skip(new BadRow(name, uid, e.reason()));
        }
    }

    /** Fetches; where the server refuses all for the sake of one, the others all the same. */
    private static <T> Map<Long, T> inPieces(List<Long> uids, Fetch<T> fetch) throws MessagingException {
        try {
            return fetch.of(uids);
        } catch (MessagingException e) {
            boolean refused =
                    e.getCause() instanceof CommandFailedException || e.getCause() instanceof BadCommandException;
            if (!refused) {
                throw e;
            }
            Map<Long, T> fetched = new HashMap<>();
            if (uids.size() > 1) {
                int half = uids.size() / 2;
                fetched.putAll(inPieces(uids.subList(0, half), fetch));
                fetched.putAll(inPieces(uids.subList(half, uids.size()), fetch));
            }
            return fetched;
        }
    }

    @Override
    public void close() {
        try {
            if (folder.isOpen()) {
                folder.close(false);
            }
        } catch (MessagingException e) {
            // the connection is gone already
        }
    }
}
