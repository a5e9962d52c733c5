// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.e2e.serving.Locust;
import dev.headroom.e2e.serving.Locust.Answer;
import dev.headroom.e2e.serving.ModelServer;
import dev.headroom.e2e.serving.ModelServers;
import dev.headroom.e2e.serving.VllmServer;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real vLLM, driven by Locust from a light load over its limit and back. */
@DisplayName("vllm")
@ExtendWith(ClusterParameter.class)
final class VllmScenario {
    private static final String NAME = "real";
    private static final String LOAD = "60:2,100:80,40:2";
    private static final double LIGHT_SECONDS = 60;
    private static final double PERCENTILE = 95;
    private static final double LIMIT_SECONDS = 0.8;
    /** Over which Headroom takes its recent percentiles. */
    private static final double WINDOW_SECONDS = 60;
    /** Of answers from which a user would say that the promise is broken. */
    private static final double BREACH_WINDOW_SECONDS = 10;

    private static final double FEWEST_IN_WINDOW = 20;
    private static final double CAPACITY_EXCESS = 1.2;
    private static final double WITHIN_SECONDS = 20;
    private static final double DIFFERENCE = 0.10;

    private static final List<Look> LOOKS = new ArrayList<>();
    private static List<Answer> answers = List.of();

    private record Look(double at, OptionalDouble ours, OptionalDouble theirs, double capacity, int wanted) {}

    @BeforeAll
    static void drive(RealCluster cluster) throws Exception {
        Installed installed = Installed.onto(cluster, List.of());
        Collectors.gateway(cluster);
        cluster.room(40);
        DeployedWorkload.Shape shape = new DeployedWorkload.Shape(
                NAME,
                1,
                3,
                5,
                text -> text.replace("    profile: h100-real\n", "").replace("perReplica: 96", "perReplica: 32"));
        try (DeployedWorkload workload = DeployedWorkload.created(cluster, shape);
                ModelServers servers =
                        new ModelServers(cluster.client(), DeployedWorkload.NAMESPACE, NAME, new FirstAlone(cluster))) {
            Patience.until(
                    "vLLM is ready",
                    Duration.ofMinutes(6),
                    () -> !servers.ready().isEmpty());
            String host = "http://" + servers.ready().get(0).address() + ":8000";
            try (Locust locust = new Locust(cluster.place(), host, NAME, LOAD)) {
                Awaitility.await("the load's end")
                        .pollInterval(Duration.ofSeconds(1))
                        .atMost(Duration.ofMinutes(6))
                        .until(() -> {
                            look(installed, locust, workload);
                            return !locust.runs();
                        });
                answers = locust.answers();
            }
        }
    }

    /** The first pod has a vLLM; later ones stay silent, for two on one processor would slow each other. */
    private static final class FirstAlone implements ModelServer.Starter {
        private final RealCluster cluster;
        private final AtomicBoolean started = new AtomicBoolean();

        FirstAlone(RealCluster cluster) {
            this.cluster = cluster;
        }

        @Override
        public ModelServer start(Pod pod) {
            return started.compareAndSet(false, true)
                    ? new VllmServer(cluster.place(), pod, NAME, Collectors.grpcUrl(cluster))
                    : new Silent();
        }
    }

    private static final class Silent implements ModelServer {
        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public void close() {
            // It has nothing.
        }
    }

    private static void look(Installed installed, Locust locust, DeployedWorkload workload) throws Exception {
        Instant now = Instant.now();
        var replica = installed.replicas().get(0);
        LOOKS.add(new Look(
                now.toEpochMilli() / 1e3,
                finite(installed.meterOf(replica, "headroom_objective_observed_seconds", NAME, "signal=\"ttft\"")),
                locust.firstToken(PERCENTILE, now, WINDOW_SECONDS),
                installed.meterOf(replica, "headroom_replica_capacity_requests_per_second", NAME, ""),
                workload.wanted()));
    }

    @Test
    @DisplayName("at the limit, the first token's percentile as we see it is within 10 % of what Locust sees")
    void seesWhatUsersSee(TestReporter reporter) {
        // Once the whole window is under the heavy load, both are of the same requests but for the seconds of the way.
        double begin = LOOKS.get(0).at() + LIGHT_SECONDS + WINDOW_SECONDS + 10;
        List<Look> heavy = LOOKS.stream()
                .filter(look -> look.at() > begin && look.at() < begin + 25)
                .filter(look -> look.ours().isPresent() && look.theirs().isPresent())
                .toList();
        assertThat(heavy).as("looks at the limit").isNotEmpty();
        double ours = heavy.stream()
                .mapToDouble(look -> look.ours().orElseThrow())
                .average()
                .orElseThrow();
        double theirs = heavy.stream()
                .mapToDouble(look -> look.theirs().orElseThrow())
                .average()
                .orElseThrow();
        reporter.publishEntry(
                RowCollector.MEASURED,
                String.format(
                        Locale.ROOT,
                        "TTFT p95: Locust %.2f s, Headroom %.2f s (mean of %d looks)",
                        theirs,
                        ours,
                        heavy.size()));
        assertThat(Math.abs(ours - theirs)).isLessThanOrEqualTo(DIFFERENCE * theirs);
    }

    @Test
    @DisplayName("20 s after the promise broke, no more is believed than 1.2 times what was carried")
    void doesNotBelieveTooMuch(TestReporter reporter) {
        double breach = breach();
        double carried = carriedFrom(breach);
        List<Look> after = LOOKS.stream()
                .filter(look -> look.at() > breach + WITHIN_SECONDS && look.at() < breach + 60)
                .toList();
        assertThat(after).as("looks after the breach").isNotEmpty();
        double most = after.stream().mapToDouble(Look::capacity).max().orElseThrow();
        reporter.publishEntry(
                RowCollector.MEASURED,
                String.format(Locale.ROOT, "believed at most %.1f requests/s, carried %.1f", most, carried));
        assertThat(most).isLessThanOrEqualTo(CAPACITY_EXCESS * carried);
    }

    @Test
    @DisplayName("a second replica is asked for within 20 s of the breach")
    void asksInTime(TestReporter reporter) {
        double heavy = LOOKS.get(0).at() + LIGHT_SECONDS;
        assertThat(LOOKS)
                .filteredOn(look -> look.at() < heavy)
                .as("looks under the light load")
                .isNotEmpty()
                .allMatch(look -> look.wanted() == 1);
        double breach = breach();
        OptionalDouble asked = LOOKS.stream()
                .filter(look -> look.wanted() > 1)
                .mapToDouble(Look::at)
                .findFirst();
        assertThat(asked).as("a moment with more than one replica").isPresent();
        reporter.publishEntry(
                RowCollector.MEASURED,
                String.format(Locale.ROOT, "asked %.0f s after the breach", asked.orElseThrow() - breach));
        assertThat(asked.orElseThrow() - breach).isLessThanOrEqualTo(WITHIN_SECONDS);
    }

    /**
     * When more than a twentieth of the answers of ten seconds first came too late under the heavy load. The first two answers of a new
     * server take seconds; they say nothing of what it carries.
     */
    private static double breach() {
        double heavy = LOOKS.get(0).at() + LIGHT_SECONDS;
        List<Answer> underHeavyLoad =
                answers.stream().filter(answer -> answer.ended() > heavy).toList();
        for (Answer last : underHeavyLoad) {
            double until = last.ended();
            List<Answer> window = underHeavyLoad.stream()
                    .filter(answer -> answer.ended() <= until && answer.ended() > until - BREACH_WINDOW_SECONDS)
                    .toList();
            long late = window.stream()
                    .filter(answer -> answer.firstTokenSeconds() > LIMIT_SECONDS)
                    .count();
            if (window.size() >= FEWEST_IN_WINDOW && late > window.size() * (1 - PERCENTILE / 100)) {
                return until;
            }
        }
        throw new AssertionError("the load did not break the promise: " + answers.size() + " answers");
    }

    private static double carriedFrom(double moment) {
        double seconds = 30;
        return answers.stream()
                        .filter(answer -> answer.ended() > moment && answer.ended() <= moment + seconds)
                        .count()
                / seconds;
    }

    private static OptionalDouble finite(double value) {
        return Double.isFinite(value) && value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
