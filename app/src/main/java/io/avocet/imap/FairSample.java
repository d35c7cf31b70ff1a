package io.avocet.imap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fair choice of messages where there are more than are wanted: spread evenly over time, and over folders in proportion.
 *
 * <p>Each UID has a fixed rank, the fractional part of its product with the golden ratio, and the messages with the lowest ranks are
 * taken. UIDs ascend with time, and multiples of the golden ratio fill the unit interval as evenly as any sequence can (between those
 * below a bound are gaps of at most three lengths), so the choice is even in any stretch of time. It takes no chance and no memory: the
 * same messages give the same choice, a smaller choice is part of a larger one, and when new mail comes, of the old messages none
 * is chosen that was not chosen before. So it can be fetched in any order, in as many goes as it takes.
 */
public final class FairSample {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L; // its fractional part, times 2 to the 64

    private FairSample() {}

    private record Message(int window, long uid) {
        /** As an unsigned number: a fraction of 2 to the 64. */
        long rank() {
            return uid * GOLDEN_RATIO;
        }
    }

    /**
     * Chooses.
     *
     * @param windows of the folders of an account
     * @param most at most so many messages of all windows together; null for all
     * @return of each window the UIDs that are chosen, ascending
     */
    public static List<List<Long>> of(List<FolderWindow> windows, @Nullable Integer most) {
        long total = windows.stream().mapToLong(window -> window.uids().size()).sum();
        if (most == null || total <= most) {
            return windows.stream().map(FolderWindow::uids).toList();
        }
        List<List<Long>> chosen = new ArrayList<>();
        windows.forEach(window -> chosen.add(new ArrayList<>()));
        IntStream.range(0, windows.size())
                .boxed()
                .flatMap(window -> windows.get(window).uids().stream().map(uid -> new Message(window, uid)))
                .sorted(Comparator.comparing(Message::rank, Long::compareUnsigned)
                        .thenComparing(Message::window)
                        .thenComparing(Message::uid))
                .limit(most)
                .forEach(message -> chosen.get(message.window()).add(message.uid()));
        chosen.forEach(uids -> uids.sort(Comparator.naturalOrder()));
        return chosen;
    }
}
