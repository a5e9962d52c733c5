// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.EventId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RememberedEventsTest {
    @Property
    void remembersExactlyTheNewest(
            @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 60) Integer> ids,
            @ForAll @IntRange(min = 1, max = 40) int bound) {
        RememberedEvents events = new RememberedEvents(bound);
        Deque<Integer> oracle = new ArrayDeque<>();

        for (int id : ids) {
            boolean isNew = !oracle.contains(id);
            if (isNew) {
                oracle.addLast(id);
                if (oracle.size() > bound) {
                    oracle.removeFirst();
                }
            }
            // Few different upper halves, so that the table's runs are long.
            assertThat(events.add(new EventId(id % 5, id))).isEqualTo(isNew);
        }
    }

    /** An id of 0 stands for going back to the last mark, one of 1 for a new mark. */
    @Property
    void forgetsExactlyWhatCameSinceAMark(
            @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 60) Integer> ids,
            @ForAll @IntRange(min = 1, max = 40) int bound) {
        RememberedEvents events = new RememberedEvents(bound);
        Deque<Integer> oracle = new ArrayDeque<>();
        long mark = 0;
        int since = 0;

        for (int id : ids) {
            if (id == 0) {
                events.forgetSince(mark);
                for (; since > 0 && !oracle.isEmpty(); since--) {
                    oracle.removeLast();
                }
                since = 0;
            } else if (id == 1) {
                mark = events.added();
                since = 0;
            } else {
                boolean isNew = !oracle.contains(id);
                if (isNew) {
                    since++;
                    oracle.addLast(id);
                    if (oracle.size() > bound) {
                        oracle.removeFirst();
                    }
                }
                assertThat(events.add(new EventId(id % 5, id))).isEqualTo(isNew);
            }
        }
    }

    @Test
    void takesAtMost32BytesAnIdWhenFull() {
        int bound = 1 << 16;
        RememberedEvents events = new RememberedEvents(bound);
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < 3 * bound; i++) {
            events.add(new EventId(random.nextLong(), random.nextLong()));
        }

        assertThat(events.bytes()).isLessThanOrEqualTo(32L * bound);
    }
}
