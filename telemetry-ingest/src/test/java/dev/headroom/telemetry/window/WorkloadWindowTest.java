// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkloadWindowTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final WorkloadWindow window = new WorkloadWindow();

    @Test
    void countsARequestWhereItArrivedAndWhereItEnded() {
        absorb(request(1, NOON, Duration.ofSeconds(100)).completed());

        assertThat(window.arrivals().countBetween(NOON, NOON.plusSeconds(1))).isEqualTo(1);
        Stretch aroundTheEnd = window.lastAtLeast(SECOND, 0, NOON.plusSeconds(100));
        assertThat(aroundTheEnd.requests().completed()).isEqualTo(1);
        assertThat(aroundTheEnd.from()).isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    void countsARequestOnceWhenItsAdmissionAndItsEndAreBothKnown() {
        absorb(request(1, NOON, SECOND).admitted());
        absorb(request(1, NOON, SECOND).completed());
        absorb(request(2, NOON, SECOND).admitted());

        assertThat(window.arrivals().countBetween(NOON, NOON.plusSeconds(1))).isEqualTo(2);
    }

    @Test
    void measuresTheTimeBetweenTokens() {
        absorb(request(1, NOON, Duration.ofMillis(1100)).completed());

        // (1.1 s − 0.1 s) / (21 − 1)
        assertThat(whole(NOON.plusSeconds(2))
                        .sketchOf(Measure.INTER_TOKEN_LATENCY)
                        .mean()
                        .orElseThrow())
                .isCloseTo(0.05, within(1e-9));
    }

    @Test
    void knowsNoTimeBetweenTokensOfOneToken() {
        absorb(request(1, NOON, SECOND).withTokens(100, 1).completed());

        EndedRequests ended = whole(NOON.plusSeconds(2));
        assertThat(ended.sketchOf(Measure.INTER_TOKEN_LATENCY).count()).isZero();
        assertThat(ended.sketchOf(Measure.END_TO_END).count()).isEqualTo(1);
    }

    @Test
    void countsSpoiltRequestsWithoutTakingTheirMeasure() {
        absorb(request(1, NOON, SECOND).ended(Phase.ABORTED));
        absorb(request(2, NOON, SECOND).ended(Phase.FAILED));

        EndedRequests ended = whole(NOON.plusSeconds(2));
        assertThat(ended.aborted()).isEqualTo(1);
        assertThat(ended.failed()).isEqualTo(1);
        assertThat(ended.completed()).isZero();
        assertThat(ended.sketchOf(Measure.END_TO_END).count()).isZero();
    }

    @Test
    void widensPaneByPaneUntilThereAreEnough() {
        for (int i = 0; i < 100; i++) {
            absorb(request(i, NOON.plusSeconds(2L * i), SECOND).completed());
        }
        Instant now = NOON.plusSeconds(205);

        Stretch stretch = window.lastAtLeast(Duration.ofSeconds(60), 50, now);

        // One request ends every 2 s, the last at 199 s: [100 s, 205 s] holds the ends 101, 103, … 199.
        assertThat(stretch.from()).isEqualTo(NOON.plusSeconds(100));
        assertThat(stretch.requests().ended()).isEqualTo(50);
    }

    @Test
    void widensToTheWholeWhenThereAreTooFew() {
        absorb(request(1, NOON.plusSeconds(90), SECOND).completed());
        Instant now = NOON.plus(WorkloadWindow.SPAN).plusSeconds(30);

        Stretch stretch = window.lastAtLeast(Duration.ofSeconds(60), 50, now);

        assertThat(stretch.from()).isEqualTo(NOON);
        assertThat(stretch.requests().ended()).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsOlderThanItsSpan() {
        absorb(request(1, NOON, SECOND).completed());

        assertThat(whole(NOON.plusSeconds(17 * 60)).ended()).isZero();
    }

    @Test
    void putsALateObservationWhereItBelongs() {
        absorb(request(1, NOON.plusSeconds(600), SECOND).completed());
        absorb(request(2, NOON.plusSeconds(5), SECOND).completed());

        assertThat(window.arrivals().countBetween(NOON.plusSeconds(5), NOON.plusSeconds(6)))
                .isEqualTo(1);
        assertThat(whole(NOON.plusSeconds(601)).ended()).isEqualTo(2);
        assertThat(window.lastAtLeast(SECOND, 0, NOON.plusSeconds(601))
                        .requests()
                        .ended())
                .isEqualTo(1);
    }

    @Test
    void countsTheReplicasThatEndedARequestLately() {
        absorb(request(1, NOON, SECOND).on("a").completed());
        absorb(request(2, NOON.plusSeconds(50), SECOND).on("b").completed());
        absorb(request(3, NOON.plusSeconds(50), SECOND).on("b").completed());

        assertThat(window.replicasWithin(Duration.ofSeconds(60), NOON.plusSeconds(55)))
                .isEqualTo(2);
        assertThat(window.replicasWithin(Duration.ofSeconds(60), NOON.plusSeconds(70)))
                .isEqualTo(1);
    }

    @Test
    void remembersNoMoreReplicasThanItsBound() {
        for (int i = 0; i < 3 * RecentReplicas.MOST; i++) {
            absorb(request(i, NOON, SECOND).on("pod-" + i).completed());
        }

        assertThat(window.replicasWithin(SECOND, NOON.plusSeconds(1))).isEqualTo(RecentReplicas.MOST);
    }

    @Test
    void knowsWhenEveryAdmittedRequestHasEndedInWhateverOrderItIsTold() {
        absorb(request(1, NOON, SECOND).completed());
        absorb(request(1, NOON, SECOND).admitted());
        assertThat(window.arrivals().everyAdmittedHasEnded(NOON)).isTrue();

        absorb(request(2, NOON, SECOND).admitted());
        assertThat(window.arrivals().everyAdmittedHasEnded(NOON)).isFalse();

        absorb(request(2, NOON, SECOND).ended(Phase.FAILED));
        assertThat(window.arrivals().everyAdmittedHasEnded(NOON)).isTrue();
    }

    @Test
    void givesUpWaitingForAnEndAfterItsSpan() {
        absorb(request(1, NOON, SECOND).admitted());

        assertThat(window.arrivals().everyAdmittedHasEnded(NOON.plusSeconds(900)))
                .isFalse();
        assertThat(window.arrivals().everyAdmittedHasEnded(NOON.plusSeconds(901)))
                .isTrue();
    }

    @Property(tries = 60)
    void readsTheSameInWhateverOrderObservationsCome(@ForAll long seed, @ForAll @IntRange(max = 300) int count) {
        List<RequestObservation> observations = observations(seed, count);
        List<RequestObservation> shuffled = new ArrayList<>(observations);
        Collections.shuffle(shuffled, new Random(seed));
        WorkloadWindow one = new WorkloadWindow();
        WorkloadWindow other = new WorkloadWindow();

        observations.forEach(observation -> absorb(one, observation));
        shuffled.forEach(observation -> absorb(other, observation));

        Instant now = one.newestEvent().orElse(NOON).plusSeconds(3);
        assertThat(contentOf(other, now)).isEqualTo(contentOf(one, now));
    }

    @Test
    void staysWithinItsBoundOfMemoryHoweverMuchAndHoweverWideTheTraffic() {
        SplittableRandom random = new SplittableRandom(7);
        long most = 0;
        for (int i = 0; i < 200_000; i++) {
            Duration endToEnd = Duration.ofNanos((long) (1e6 * Math.pow(1e6, random.nextDouble())));
            absorb(request(i, NOON.plusMillis(20L * i).minus(endToEnd), endToEnd)
                    .withTimeToFirstToken(Duration.ofNanos((long) (endToEnd.toNanos() * random.nextDouble())))
                    .withTokens(1 + random.nextInt(1_000_000), 2 + random.nextInt(100_000))
                    .on("pod-" + random.nextInt(16))
                    .completed());
            most = Math.max(most, i % 1_000 == 0 ? window.bytes() : 0);
        }

        System.out.printf("at most %d KiB per workload%n", most / 1024);
        assertThat(most).isLessThan(640 * 1024);
    }

    @Test
    void takesAboutAsMuchAsItsDocumentationSaysForOrdinaryTraffic() {
        Random random = new Random(7);
        for (int i = 0; i < 60_000; i++) {
            Duration endToEnd = Duration.ofNanos((long) (2e9 * Math.exp(0.8 * random.nextGaussian())));
            absorb(request(i, NOON.plusMillis(20L * i).minus(endToEnd), endToEnd)
                    .withTimeToFirstToken(Duration.ofNanos(
                            (long) (endToEnd.toNanos() * 0.05 * Math.exp(0.5 * random.nextGaussian()))))
                    .withTokens((int) (1 + 700 * Math.exp(0.8 * random.nextGaussian())), (int)
                            (2 + 200 * Math.exp(0.8 * random.nextGaussian())))
                    .on("pod-" + random.nextInt(16))
                    .completed());
        }

        // Of which what each of 16 replicas did takes 60 KiB.
        assertThat(window.bytes()).isLessThan(385 * 1024);
    }

    private void absorb(RequestObservation observation) {
        absorb(window, observation);
    }

    private static void absorb(WorkloadWindow window, RequestObservation observation) {
        window.absorb(observation.origin().pod().replica(), observation);
    }

    private EndedRequests whole(Instant now) {
        return window.whole(now).requests();
    }

    /** Everything that can be read. */
    private static List<Object> contentOf(WorkloadWindow window, Instant now) {
        List<Object> content = new ArrayList<>();
        content.add(window.newestEvent());
        content.add(window.replicasWithin(Duration.ofSeconds(60), now));
        content.add(window.arrivals().first());
        content.add(window.arrivals().newestAdmission());
        content.add(window.arrivals().everyAdmittedHasEnded(now));
        for (int second = 0; second < 900; second++) {
            content.add(window.arrivals().countBetween(now.minusSeconds(second + 1), now.minusSeconds(second)));
        }
        for (Stretch stretch : List.of(window.whole(now), window.lastAtLeast(Duration.ofSeconds(60), 50, now))) {
            Map<Measure, Object> measures = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                measures.put(measure, stretch.requests().sketchOf(measure));
            }
            content.add(List.of(
                    stretch.from(),
                    stretch.requests().completed(),
                    stretch.requests().aborted(),
                    stretch.requests().failed(),
                    measures));
        }
        return content;
    }

    /** Over 20 min, so that panes are evicted in one order and never filled in another. */
    private static List<RequestObservation> observations(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RequestObservation> observations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var request = request(
                            i,
                            NOON.plusMillis(random.nextInt(1_200_000)),
                            Duration.ofMillis(100 + random.nextInt(60_000)))
                    .on("pod-" + random.nextInt(5))
                    .withTokens(random.nextInt(4_000), random.nextInt(700));
            if (random.nextInt(3) == 0) {
                observations.add(request.admitted());
            }
            observations.add(request.ended(random.nextInt(10) == 0 ? Phase.ABORTED : Phase.COMPLETED));
        }
        return observations;
    }
}
