// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import static dev.headroom.scaler.cycle.SleepingWorkload.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.cycle.SleepingWorkload;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop makes one round, and the next a day later: what happens before that is not the round's doing. */
class WakeUpTest {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final InstantSource CLOCK = InstantSource.fixed(SleepingWorkload.NOW);

    private final SleepingWorkload workload = new SleepingWorkload();
    private final LatestPlans board = workload.board();
    private final AtomicInteger told = new AtomicInteger();
    private final RoundListener streams = now -> told.incrementAndGet();
    private final RoundLog round = new RoundLog(workload.round(), new Silent());
    private final PlanningLoop loop = new PlanningLoop(round, List.of(streams), new UrgentSteps(CLOCK), took -> {});
    private final WakeUp wakeUp = new WakeUp(board, round, streams, loop);

    @BeforeEach
    void begin() {
        board.whenRisen(risen -> wakeUp.risen());
        loop.start(A_DAY);
        await().until(() -> told.get() == 1);
    }

    @AfterEach
    void end() {
        loop.stop();
    }

    @Test
    void aRequestThatIsAdmittedWakesAWorkloadWithoutReplicasAtOnce() {
        assertThat(board.latest(CHAT).orElseThrow().answersNone()).isTrue();
        workload.receives(1);

        wakeUp.admitted(CHAT);

        await().until(() -> told.get() == 2);
        assertThat(board.latest(CHAT).orElseThrow().desired()).isEqualTo(1);
    }

    @Test
    void aRequestOfAWorkloadThatRunsWaitsForTheRound() {
        workload.receives(1);
        wakeUp.admitted(CHAT);
        await().until(() -> told.get() == 2);
        workload.receives(100);

        wakeUp.admitted(CHAT);

        AtomicInteger after = new AtomicInteger();
        loop.soon(now -> after.incrementAndGet());
        await().until(() -> after.get() == 1);
        assertThat(board.latest(CHAT).orElseThrow().desired()).isEqualTo(1);
        assertThat(told).hasValue(2);
    }

    @Test
    void aWorkloadWithoutAPolicyIsNotWoken() {
        wakeUp.admitted(new WorkloadKey("llm", "nobody-s"));

        AtomicInteger after = new AtomicInteger();
        loop.soon(now -> after.incrementAndGet());
        await().until(() -> after.get() == 1);
        assertThat(told).hasValue(1);
    }

    private static final class Silent implements RoundLog.RoundFacts {
        @Override
        public void planChanged(ReplicaPlan plan) {}

        @Override
        public void turnFailed() {}
    }
}
