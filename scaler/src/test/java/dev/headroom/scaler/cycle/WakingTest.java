// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.snapshot.ReplicaWatch.Wake;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WakingTest {
    private static final Instant WOKEN = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void nothingLoadsWhereThereIsNoReplica() {
        assertThat(Waking.of(List.of())).isEqualTo(new Wake(false, Optional.empty()));
    }

    @Test
    void aReplicaLoadsFromWhenItExistsHoweverLongItTakes() {
        assertThat(Waking.of(List.of(loading(0)))).isEqualTo(new Wake(true, Optional.empty()));
    }

    @Test
    void aWakeIsOverWhenAllOfItAreReady() {
        assertThat(Waking.of(List.of(ready(0, 600), loading(5))))
                .isEqualTo(new Wake(true, Optional.of(WOKEN.plusSeconds(600))));
        assertThat(Waking.of(List.of(ready(0, 600), ready(5, 1200))))
                .isEqualTo(new Wake(false, Optional.of(WOKEN.plusSeconds(1200))));
    }

    @Test
    void oneThatJoinsAFleetThatServesIsNoneOfTheWake() {
        assertThat(Waking.of(List.of(ready(0, 600), loading(900))))
                .isEqualTo(new Wake(false, Optional.of(WOKEN.plusSeconds(600))));
        assertThat(Waking.of(List.of(ready(0, 600), ready(900, 1500))))
                .isEqualTo(new Wake(false, Optional.of(WOKEN.plusSeconds(600))));
    }

    private static Replica loading(int created) {
        return new Replica("pod-" + created, WOKEN.plusSeconds(created), Optional.empty(), Optional.empty());
    }

    private static Replica ready(int created, int ready) {
        return new Replica(
                "pod-" + created, WOKEN.plusSeconds(created), Optional.empty(), Optional.of(WOKEN.plusSeconds(ready)));
    }
}
