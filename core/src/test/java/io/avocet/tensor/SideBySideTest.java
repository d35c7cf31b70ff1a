package io.avocet.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private int threads;

    @BeforeEach
    void rememberTheThreads() {
        threads = NativeEngine.threads();
    }

    @AfterEach
    void setThemBack() {
        NativeEngine.start(threads);
    }

    @Test
    void eachPieceRunsOnce() {
        int[] runs = new int[100];
        try (SideBySide sideBySide = new SideBySide(3)) {
            sideBySide.run(IntStream.range(0, runs.length)
                    .<Runnable>mapToObj(i -> () -> runs[i]++)
                    .toList());
        }
        assertThat(runs).containsOnly(1);
    }

    @Test
    void asManyRunAtOnceAsThereAreCoresOneOfThemInTheCallersThread() {
        CyclicBarrier together = new CyclicBarrier(2);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Runnable piece = () -> {
            seen.add(Thread.currentThread());
            meet(together);
        };
        try (SideBySide sideBySide = new SideBySide(2)) {
            sideBySide.run(List.of(piece, piece));
        }
        assertThat(seen).hasSize(2).contains(Thread.currentThread());
    }

    @Test
    void withOneCoreTheyRunInOrderInTheCallersThread() {
        List<Integer> order = new ArrayList<>(); // safe in one thread alone
        try (SideBySide sideBySide = new SideBySide(1)) {
            sideBySide.run(IntStream.range(0, 5)
                    .<Runnable>mapToObj(i -> () -> order.add(i))
                    .toList());
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aFailureIsTheCallersAndNoFurtherPieceBegins() {
        AtomicInteger begun = new AtomicInteger();
        Runnable failing = () -> {
            begun.incrementAndGet();
            throw new IllegalStateException("the piece broke");
        };
        try (SideBySide sideBySide = new SideBySide(2)) {
            List<Runnable> pieces = Stream.generate(() -> failing).limit(50).toList();
            assertThatThrownBy(() -> sideBySide.run(pieces))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the piece broke");
            assertThat(begun).hasValueLessThanOrEqualTo(2);

            sideBySide.run(List.of(begun::incrementAndGet, begun::incrementAndGet)); // it is still of use
        }
    }

    @Test
    void operatorsOfAPieceUseOneThreadAndOthersUseAllAgain() {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        try (SideBySide sideBySide = new SideBySide(2)) {
            Runnable piece = () -> seen.add(NativeEngine.threads());
            sideBySide.run(List.of(piece, piece, piece));
        }
        assertThat(seen).containsExactly(1);
        assertThat(NativeEngine.threads()).isEqualTo(2);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
