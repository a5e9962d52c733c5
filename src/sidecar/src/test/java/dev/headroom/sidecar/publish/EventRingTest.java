// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void behavesAsAQueueThatDropsItsOldest() throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("EventRingTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        EventRing<Integer> ring = new EventRing<>(7);
        Deque<Integer> model = new ArrayDeque<>();
        long dropped = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(5) < 3) {
                ring.add(step);
                model.add(step);
                if (model.size() > 7) {
                    model.poll();
                    dropped++;
                }
            } else {
                assertThat(ring.take(AT_ONCE)).isEqualTo(Optional.ofNullable(model.poll()));
            }
            assertThat(ring.size()).isEqualTo(model.size());
        }
        assertThat(ring.dropped()).isEqualTo(dropped).isPositive();
    }

    @Test
    void losesNothingThatItDoesNotCount() throws Exception {
        int each = 20_000;
        EventRing<Integer> ring = new EventRing<>(500);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int first = writer * each;
            writers.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    ring.add(first + i);
                }
            }));
        }
        writers.forEach(Thread::start);
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        for (Thread writer : writers) {
            while (writer.isAlive()) {
                ring.take(Duration.ofMillis(1)).ifPresent(taken::add);
            }
            writer.join();
        }
        for (Optional<Integer> rest = ring.take(AT_ONCE); rest.isPresent(); rest = ring.take(AT_ONCE)) {
            taken.add(rest.get());
        }

        assertThat(taken).doesNotHaveDuplicates().hasSize(Math.toIntExact(4L * each - ring.dropped()));
    }

    @Test
    void wakesWhoWaits() throws Exception {
        EventRing<String> ring = new EventRing<>(1);
        Thread writer = new Thread(() -> ring.add("came"));

        writer.start();

        assertThat(ring.take(SOON)).contains("came");
        writer.join();
    }

    @Test
    void holdsAtLeastOne() {
        assertThatThrownBy(() -> new EventRing<String>(0))
                .hasMessage("a ring must hold at least 1 event, had room for 0");
    }
}
