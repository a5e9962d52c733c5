// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.policy.StaticReplicas;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class EpisodeRunnerTest {
    /** Four small engines carry it, three do not: one does about 13 requests a second with a full batch. */
    private static final double RATE = 38;

    private final EpisodeRunner runner = new EpisodeRunner();

    @Test
    void keepsThePromiseWithReplicasOfTheRightNumber() {
        Outcome outcome = runner.run(constant(4), new StaticReplicas(4));

        assertThat(outcome.attainment().all()).isGreaterThanOrEqualTo(0.99);
        assertThat(outcome.requests().scored()).isEqualTo(constant(4).arrivals().size());
        assertThat(outcome.requests().goodPerSecond()).isCloseTo(RATE, within(1.0));
        assertThat(outcome.requests().killed()).isZero();
        assertThat(outcome.requests().unfinished()).isZero();
    }

    @Test
    void breaksThePromiseWithOneReplicaTooFew() {
        Outcome outcome = runner.run(constant(2), new StaticReplicas(2));

        assertThat(outcome.attainment().all()).isLessThan(0.9);
        assertThat(outcome.attainment().of(Signal.TTFT)).isLessThan(0.9);
    }

    @Test
    void countsGpuHoursOfReplicasThatStandStill() {
        Outcome outcome = runner.run(constant(4), new StaticReplicas(4));

        // 4 replicas of 1 GPU for 600 s; the drain after them is apart.
        assertThat(outcome.use().gpuHours()).isCloseTo(4 * 600 / 3600.0, within(1e-9));
        assertThat(outcome.use().meanReplicas()).isEqualTo(4);
        assertThat(outcome.use().startGpuSeconds()).isZero();
        assertThat(outcome.scaling().events()).isZero();
    }

    @Test
    void paysForAStartFromItsNodeOnAndSeesItReadyAfterItsLeadTime() {
        List<Integer> readyBySecond = new ArrayList<>();

        Outcome outcome = runner.run(quiet(600, 1), (now, fleet) -> {
            readyBySecond.add(fleet.ready());
            return OptionalInt.of(now >= 100 ? 2 : 1);
        });

        assertThat(readyBySecond.subList(0, 160)).containsOnly(1);
        assertThat(readyBySecond.subList(160, 601)).containsOnly(2);
        // The second pod is wished for at 100 s, has a node at 106 s and is ready at 160 s.
        assertThat(outcome.use().gpuHours() * 3600).isCloseTo(600 + 494, within(1.0));
        assertThat(outcome.use().startGpuSeconds()).isCloseTo(54, within(1.0));
        assertThat(outcome.use().meanReplicas()).isCloseTo((100 + 2 * 500) / 600.0, within(1e-9));
    }

    @Test
    void aLeadTimeThatIsLongerServesFewerInTime() {
        List<Arrival> step = Episodes.poisson(600, second -> second < 100 ? 8 : RATE, 5);
        ScalingPolicy atTheStep = (now, fleet) -> OptionalInt.of(now >= 100 ? 6 : 1);

        double soon = runner.run(Episodes.of(step, 600, 1, 5).in(lead(10)), atTheStep)
                .attainment()
                .all();
        double late = runner.run(Episodes.of(step, 600, 1, 5).in(lead(100)), atTheStep)
                .attainment()
                .all();

        assertThat(late).isLessThan(soon - 0.1);
    }

    @Test
    void scoresNeitherTheWarmUpNorTheDrain() {
        List<Arrival> arrivals =
                List.of(new Arrival(10, 500, 100), new Arrival(70, 500, 100), new Arrival(150, 500, 100));
        Episode given = Episodes.of(arrivals, 600, 1, 1);
        Episode episode = new Episode(
                arrivals, given.engine(), given.promise(), given.cluster(), new Span(60, 60, 100), given.seed());

        Outcome outcome = runner.run(episode, new StaticReplicas(2));

        assertThat(outcome.requests().scored()).isEqualTo(1);
        // The second pod is ready when the warm-up ends.
        assertThat(outcome.use().gpuHours() * 3600).isCloseTo(120, within(1e-6));
        assertThat(outcome.use().startGpuSeconds()).isZero();
    }

    @Test
    void aRequestThatIsNeverAnsweredMissesEachPart() {
        Episode given = Episodes.of(List.of(new Arrival(1, 500, 100)), 20, 1, 1);
        Episode episode = new Episode(
                given.arrivals(),
                given.engine(),
                given.promise(),
                new Cluster(LeadTimeProfile.even(60, 60, 0), 0, 1, 0),
                new Span(0, 20, 30),
                1);

        Outcome outcome = runner.run(episode, new StaticReplicas(0));

        assertThat(outcome.requests().unfinished()).isEqualTo(1);
        assertThat(outcome.attainment()).isEqualTo(new Attainment(0, BySignal.of(signal -> 0.0)));
    }

    @Test
    void keepsAnAnswerWithinTheLimits() {
        Outcome outcome = runner.run(quiet(60, 1), new StaticReplicas(50));

        assertThat(outcome.use().meanReplicas()).isCloseTo(12, within(1e-9));
    }

    @Test
    void countsAChangeAgainstTheLastOneWithinALeadTimeAsAReversal() {
        // Up at 100, down at 130 (a reversal), down at 200, up at 300 (too late to be one).
        Outcome outcome = runner.run(quiet(600, 2), (now, fleet) -> {
            int replicas = now < 100 ? 2 : now < 130 ? 4 : now < 200 ? 3 : now < 300 ? 2 : 3;
            return OptionalInt.of(replicas);
        });

        assertThat(outcome.scaling()).isEqualTo(new Outcome.Scaling(4, 1));
    }

    @Test
    void givesTheSameOutcomeEachTime() {
        Outcome first = runner.run(constant(4), upAndDown(), 10);
        Outcome second = runner.run(constant(4), upAndDown(), 10);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void givesThePodsOfAnEpisodeTheSameLeadTimesWhateverThePolicy() {
        Cluster drawn = new Cluster(LeadTimeProfile.even(20, 120, 0.1), 1, 12, 1);

        List<Double> allAtOnce = leadTimes(drawn, now -> 4);
        List<Double> oneByOne = leadTimes(drawn, now -> 1 + Math.min(3, now / 50));

        assertThat(allAtOnce).hasSize(3).doesNotHaveDuplicates();
        assertThat(oneByOne).isEqualTo(allAtOnce);
    }

    @Test
    void tellsThePolicyWhatCameAndWhatEnded() {
        List<String> told = new ArrayList<>();
        ScalingPolicy listening = new ScalingPolicy() {
            @Override
            public void admitted(ServedRequest request) {
                told.add("admitted " + request.arrival().inputTokens());
            }

            @Override
            public void ended(PodIdentity pod, ServedRequest request) {
                told.add("ended " + request.arrival().inputTokens());
            }

            @Override
            public OptionalInt advanceTo(double now, FleetSight fleet) {
                return OptionalInt.empty();
            }
        };

        runner.run(Episodes.of(List.of(new Arrival(1, 500, 10), new Arrival(30, 600, 10)), 60, 1, 1), listening);

        assertThat(told).containsExactly("admitted 500", "ended 500", "admitted 600", "ended 600");
    }

    @Test
    void writesATimeline() {
        Outcome outcome = runner.run(constant(4), new StaticReplicas(4), 15);

        assertThat(outcome.timeline()).extracting(Moment::atSeconds).startsWith(0.0, 15.0, 30.0);
        Moment later = outcome.timeline().get(20);
        assertThat(later.requestsPerSecond()).isCloseTo(RATE, within(8.0));
        assertThat(later.ready()).isEqualTo(4);
        assertThat(later.p99().at(Signal.TTFT)).isBetween(0.01, 1.0);
        assertThat(later.p99().at(Signal.ITL)).isBetween(0.005, 0.05);
        assertThat(later.because()).isEqualTo("always 4");
    }

    @Test
    void aScanFindsTheMissesOfTheWholeRunBlockByBlock() {
        Episode episode = constant(3);

        Outcome outcome = runner.run(episode, new StaticReplicas(3));
        EpisodeTally tally = runner.scan(episode, new StaticReplicas(3), Blocks.of(60), misses -> false);

        assertThat(tally.misses().among(tally.requests())).isEqualTo(outcome.attainment());
        assertThat(tally.gpuHours()).isEqualTo(outcome.use().gpuHours());
        assertThat(tally.blocks()).isEqualTo(10);
        assertThat(tally.misses(0, 4).plus(tally.misses(4, 10))).isEqualTo(tally.misses());
    }

    @Test
    void aScanEndsAtTooManyMisses() {
        EpisodeTally tally =
                runner.scan(constant(1), new StaticReplicas(1), Blocks.of(60), misses -> misses.all() >= 10);

        assertThat(tally.complete()).isFalse();
        assertThat(tally.misses().all()).isBetween(10L, 60L);
        assertThat(tally.simulatedSeconds()).isLessThan(100);
    }

    private static Episode constant(int replicas) {
        return Episodes.of(Episodes.poisson(600, second -> RATE, 7), 600, replicas, 7);
    }

    private static Episode quiet(int seconds, int replicas) {
        return Episodes.of(List.of(), seconds, replicas, 1);
    }

    private static Cluster lead(double seconds) {
        return new Cluster(LeadTimeProfile.even(seconds, seconds, 0.1), 1, 12, 1);
    }

    private static ScalingPolicy upAndDown() {
        return (now, fleet) -> OptionalInt.of(4 + (int) now / 100 % 2);
    }

    private List<Double> leadTimes(Cluster cluster, IntUnaryOperator replicas) {
        List<Double> wished = new ArrayList<>();
        Map<Integer, Double> lasted = new TreeMap<>();
        runner.run(quiet(600, 1).in(cluster), (now, fleet) -> {
            for (int pod = 0; pod < wished.size(); pod++) {
                // Each pod keeps its place in the fleet, for none is ended.
                if (fleet.wanted().skip(pod + 1L).findFirst().orElseThrow().answers()) {
                    lasted.putIfAbsent(pod, now - wished.get(pod));
                }
            }
            int wanted = replicas.applyAsInt((int) now);
            while (wished.size() < wanted - 1) {
                wished.add(now);
            }
            return OptionalInt.of(wanted);
        });
        return List.copyOf(lasted.values());
    }
}
