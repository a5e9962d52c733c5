// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every plan of a workload whose servers and pods can be seen: some ready, some starting, some stuck, a queue. */
class QueuedPlansPropertiesTest {
    private static final int MOST = 60;

    /** A workload whose last plan is what exists. */
    private static final class Seen {
        private final SplittableRandom chance;
        final int ready;
        final int starting;
        final double perSecond;
        final double rise;
        final int waiting;

        Seen(long seed) {
            this.chance = new SplittableRandom(seed);
            this.ready = chance.nextInt(1, 20);
            this.starting = chance.nextInt(4);
            this.perSecond = chance.nextDouble(1, 300);
            this.rise = chance.nextDouble(0.5) * perSecond;
            this.waiting = chance.nextBoolean() ? 0 : chance.nextInt(3_000);
        }

        int existing() {
            return ready + starting;
        }

        PlanFixture fixture(PlanFixture begun, double requestsPerSecond, int queueing) {
            SplittableRandom same = chance.split();
            PlanFixture fixture = begun.promisingE2e(5_000)
                    .between(1, MOST)
                    .receiving(requestsPerSecond, rise)
                    .running(existing())
                    .ready(ready)
                    .serversHolding(ready, same.nextInt(64 * ready), queueing, same.nextInt(768 * ready))
                    .needed(same.nextDouble(20), Duration.ofMinutes(same.nextInt(15)))
                    .plannedBefore(existing());
            if (same.nextBoolean()) {
                fixture.queueing(Duration.ofMinutes(1), 10);
            }
            for (int i = 0; i < starting; i++) {
                fixture.starting(same.nextInt(300), same.nextBoolean() ? 1 : same.nextInt(3) / 2.0);
            }
            return fixture;
        }
    }

    @Property(tries = 1_000)
    void aStepUpKeepsAllThatServeAndAllThatStart(@ForAll long seed) {
        Seen seen = new Seen(seed);
        PlanInput input = seen.fixture(PlanFixture.aWorkload(), seen.perSecond, seen.waiting)
                .input();

        ReplicaPlan plan = new Planner(PlanSettings.DEFAULTS).plan(input);

        boolean needsAsManyAsExist = plan.basis().plannedRate().orElseThrow()
                > plan.basis().ratePerReplica().orElseThrow() * (seen.existing() - 1);
        assertThat(!needsAsManyAsExist || plan.desired() >= seen.existing()).isTrue();
    }

    @Property(tries = 1_000)
    void nothingIsTakenAwayWhileNotAllArrivalsAreSeen(@ForAll long seed) {
        Seen seen = new Seen(seed);

        ReplicaPlan plan = seen.fixture(PlanFixture.aWorkload().observedInPart(), seen.perSecond, seen.waiting)
                .plan();

        assertThat(plan.desired()).isGreaterThanOrEqualTo(seen.existing());
    }

    @Property(tries = 1_000)
    void moreDemandNeverMeansFewerReplicas(@ForAll long seed) {
        Seen seen = new Seen(seed);
        double more = new SplittableRandom(seed + 1).nextDouble(100);

        int less = seen.fixture(PlanFixture.aWorkload(), seen.perSecond, seen.waiting)
                .plan()
                .desired();
        int most = new Seen(seed)
                .fixture(PlanFixture.aWorkload(), seen.perSecond + more, seen.waiting)
                .plan()
                .desired();

        assertThat(most).isGreaterThanOrEqualTo(less);
    }

    @Property(tries = 1_000)
    void aLongerQueueNeverMeansFewerReplicas(@ForAll long seed) {
        Seen seen = new Seen(seed);
        int longer = new SplittableRandom(seed + 1).nextInt(3_000);

        int less = seen.fixture(PlanFixture.aWorkload(), seen.perSecond, seen.waiting)
                .plan()
                .desired();
        int most = new Seen(seed)
                .fixture(PlanFixture.aWorkload(), seen.perSecond, seen.waiting + longer)
                .plan()
                .desired();

        assertThat(most).isGreaterThanOrEqualTo(less);
    }

    @Property(tries = 300)
    void equalInputsGiveEqualPlans(@ForAll long seed) {
        Seen seen = new Seen(seed);
        PlanInput input = seen.fixture(PlanFixture.aWorkload(), seen.perSecond, seen.waiting)
                .input();

        assertThat(new Planner(PlanSettings.DEFAULTS).plan(input))
                .isEqualTo(new Planner(PlanSettings.DEFAULTS).plan(input));
    }

    @Property(tries = 1_000)
    void theLastReasonTellsTheNumber(@ForAll long seed) {
        Seen seen = new Seen(seed);

        ReplicaPlan plan = seen.fixture(PlanFixture.aWorkload(), seen.perSecond, seen.waiting)
                .plan();

        assertThat(plan.reasons().get(plan.reasons().size() - 1).replicas()).isEqualTo(plan.desired());
        assertThat(plan.desired()).isBetween(1, MOST);
    }
}
