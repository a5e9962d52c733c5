// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatedLimitsTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");

    @Test
    void whatTheServerSaysCountsBeforeItsArgumentsAndTheseBeforeTheTemplate() {
        Replica replica = ClusterFixture.warmStart("a", 0, 30).with(limits(32, 400_000));
        StatedLimits template = new StatedLimits(
                OptionalInt.of(64),
                OptionalInt.of(2048),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.of(300_000));

        StatedLimits stated =
                StatedByServers.of(snapshot(OptionalLong.of(484_000)), Optional.of(List.of(replica)), template);

        assertThat(stated.kvTokens()).hasValue(484_000);
        assertThat(stated.maxSequences()).hasValue(32);
        assertThat(stated.maxBatchedTokens()).hasValue(2048);
        assertThat(stated.tensorParallel()).isEmpty();
    }

    @Test
    void ofReplicasThatServeTheLeastCounts() {
        Replica older = ClusterFixture.warmStart("a", 0, 30).with(limits(128, 400_000));
        Replica newer = ClusterFixture.warmStart("b", 60, 30).with(limits(64, 500_000));
        Replica silent = ClusterFixture.warmStart("c", 60, 30);
        Replica starting = ClusterFixture.loading("d", 90, 91).with(limits(8, 1_000));

        StatedLimits stated = StatedByServers.of(
                snapshot(OptionalLong.empty()), Optional.of(List.of(older, newer, silent, starting)));

        assertThat(stated).isEqualTo(limits(64, 400_000));
    }

    @Test
    void ofReplicasThatAllStartTheLeastCounts() {
        Replica starting = ClusterFixture.loading("d", 90, 91).with(limits(8, 1_000));

        assertThat(StatedByServers.of(snapshot(OptionalLong.empty()), Optional.of(List.of(starting))))
                .isEqualTo(limits(8, 1_000));
    }

    @Test
    void nothingIsKnownWhereNobodySaysAnything() {
        assertThat(StatedByServers.of(snapshot(OptionalLong.empty()), Optional.empty()))
                .isEqualTo(StatedLimits.UNKNOWN);
        assertThat(StatedByServers.of(snapshot(OptionalLong.of(Long.MAX_VALUE)), Optional.of(List.of())))
                .as("a number that cannot be")
                .isEqualTo(StatedLimits.UNKNOWN);
    }

    @Test
    void aLimitThatCannotBeIsRefused() {
        assertThatThrownBy(() -> limits(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxSequences must be from 1 to 1000000, was 0");
        assertThat(StatedLimits.possible(OptionalLong.of(-5), 10)).isEmpty();
        assertThat(StatedLimits.possible(OptionalLong.of(11), 10)).isEmpty();
        assertThat(StatedLimits.possible(OptionalLong.of(10), 10)).hasValue(10);
    }

    @Test
    void theLeastOfTwoIsTheSameInAnyOrder() {
        StatedLimits some = limits(64, 400_000);
        StatedLimits other = StatedLimits.ofKvTokens(OptionalLong.of(300_000));

        assertThat(some.least(other)).isEqualTo(other.least(some)).isEqualTo(limits(64, 300_000));
    }

    private static StatedLimits limits(int sequences, long kvTokens) {
        return new StatedLimits(
                OptionalInt.of(sequences),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.of(kvTokens));
    }

    private static WorkloadSnapshot snapshot(OptionalLong kvTokens) {
        WorkloadSnapshot empty = new WorkloadWindows(
                        () -> new FeedStatus(
                                ClusterFixture.NOON, Optional.of(ClusterFixture.NOON), true, Optional.empty()),
                        ReplicaWatch.NONE,
                        SnapshotSettings.DEFAULTS)
                .readAt(CHAT, ClusterFixture.NOON);
        return new WorkloadSnapshot(
                empty.workload(),
                empty.at(),
                empty.state(),
                empty.arrivals(),
                empty.arrivalsBefore(),
                empty.now(),
                empty.recent(),
                new ServerStatus(
                        1,
                        Optional.empty(),
                        1,
                        ServerStatus.Load.UNKNOWN,
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        kvTokens),
                empty.unfinished());
    }
}
