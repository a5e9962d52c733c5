// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.Pod;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaticPathTest {
    private final FleetSight nobodyLooks = new NoFleet();

    @Test
    void setsWhatHoldsFromItsLastStepOn() {
        StaticPath path = new StaticPath(Map.of(10.0, 3, 60.0, 5));

        assertThat(path.advanceTo(9, nobodyLooks)).isEmpty();
        assertThat(path.advanceTo(10, nobodyLooks)).hasValue(3);
        assertThat(path.advanceTo(59, nobodyLooks)).hasValue(3);
        assertThat(path.advanceTo(600, nobodyLooks)).hasValue(5);
    }

    @Test
    void countsBlocksFromZero() {
        StaticPath path = StaticPath.ofBlocks(120, 2, 7);

        assertThat(path.advanceTo(0, nobodyLooks)).hasValue(2);
        assertThat(path.advanceTo(120, nobodyLooks)).hasValue(7);
    }

    @Test
    void refusesAPathBelowZero() {
        assertThatThrownBy(() -> StaticPath.ofBlocks(60, 2, -1))
                .hasMessage("a path needs replicas of 0 or more from second 0 or later, had -1 from 60.0");
    }

    @Test
    void theFluidReferenceDividesTheTrueRateWithinItsBounds() {
        FluidReference reference = new FluidReference(second -> second < 100 ? 12 : 1_000, Rehearsal.setUp(1));

        // 12 requests/s at 5.5 a replica; then the most there may be.
        assertThat(reference.advanceTo(0, nobodyLooks)).hasValue(3);
        assertThat(reference.advanceTo(100, nobodyLooks)).hasValue(Rehearsal.MAX);
    }

    /** Neither looks at the fleet. */
    private static final class NoFleet implements FleetSight {
        @Override
        public int replicas() {
            throw new AssertionError("looked at the fleet");
        }

        @Override
        public int ready() {
            throw new AssertionError("looked at the fleet");
        }

        @Override
        public Stream<Pod> wanted() {
            throw new AssertionError("looked at the fleet");
        }

        @Override
        public Stream<Pod> answering() {
            throw new AssertionError("looked at the fleet");
        }

        @Override
        public int unrouted() {
            throw new AssertionError("looked at the fleet");
        }
    }
}
