// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.EventId;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
    @Test
    void knowsAnIdAgainWhateverItsWords() {
        SeenEvents seen = new SeenEvents();

        for (EventId id : Set.of(new EventId(0, 0), new EventId(0, 1), new EventId(1, 0), new EventId(-1, -1))) {
            assertThat(seen.add(id)).isTrue();
            assertThat(seen.add(id)).isFalse();
        }
    }

    @Property(tries = 20)
    void saysTheSameAsASetOfObjects(@ForAll long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        SeenEvents seen = new SeenEvents();
        Set<EventId> oracle = new HashSet<>();

        int differences = 0;
        for (int index = 0; index < 20_000; index++) {
            // Few ids, so that many come again.
            EventId id = new EventId(chance.nextInt(50), chance.nextInt(400));
            differences += seen.add(id) == oracle.add(id) ? 0 : 1;
        }

        assertThat(differences).isZero();
    }
}
