// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.learn.CapacityEstimate.Source;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.telemetry.pipeline.IngestTally;
import dev.headroom.telemetry.validate.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A steady load of 75 requests/s, of which a replica carries 18.5 to 20 by what is learnt of it: four are needed or one more, and to
 * go down to three a fifth of the load would have to disappear. What is missing or wrong in the telemetry must not look like that.
 */
class TelemetryFaultsTest {
    private static final double RATE = 75;
    private static final int REPLICAS = 4;
    private static final int FAULT_FROM = 600;
    private static final int TAUGHT = 1200;
    private static final int SETTLED = 120;
    private static final int MINUTE = 60;

    /** A quarter of an hour and more after the last fault's last disturbance of the plan: what was needed for a moment is held so long. */
    private static final int END = 1620;

    private static final String SILENT = "one producer silent";

    /** What the plans must show of it, beside the number. */
    private static final Map<String, Consumer<Episode>> SIGNS = Map.of(
            "Kafka lag 60 s",
            episode -> assertThat(statesOf(episode)).contains("lagging"),
            "broker away 90 s",
            episode -> assertThat(statesOf(episode)).contains("dark", "lagging"),
            "restart, state lost",
            episode -> assertThat(statesOf(episode)).contains("new"),
            "restart",
            episode -> assertThat(statesOf(episode)).doesNotContain("new"),
            "duplicates 5 %",
            episode -> assertThat(rejected(episode)).isPositive(),
            SILENT,
            episode -> assertThat(causesOf(episode)).containsPattern("1 of [45] ready replicas is not scraped"),
            "none",
            episode -> assertThat(rejected(episode)).isZero());

    static List<String> names() {
        return List.copyOf(TelemetryFaults.catalogue(FAULT_FROM).keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void noFaultLowersTheReplicasNorThePlan(String name) {
        Episode episode =
                steady(TelemetryFaults.catalogue(FAULT_FROM).get(name)).runTo(END);

        assertThat(episode.since(SETTLED)).extracting(Episode.Moment::replicas).allMatch(known -> known >= REPLICAS);
        assertThat(fallsOf(episode)).isEmpty();
        assertThat(episode.last().plan().state().word()).isEqualTo("fresh");
        assertThat(episode.last().replicas()).as("nothing is bought for good").isLessThanOrEqualTo(REPLICAS + 1);
        SIGNS.getOrDefault(name, any -> {}).accept(episode);
    }

    @Test
    void theScalerIsAwayWhileItRestartsAndNobodyScalesMeanwhile() {
        HeadroomPolicy policy = new HeadroomPolicy(
                Episode.documents(1, 12),
                HeadroomOptions.defaults(1)
                        .with(TelemetryFaults.restarted(new TelemetryFaults.Restart(300, 10, false))));
        Episode episode = new Episode(Episode.traffic(at -> RATE, RATE, 3), REPLICAS, policy).runTo(299);
        int before = episode.site().fleet().replicas();

        episode.runTo(305);

        assertThat(policy.newestPlan()).isEmpty();
        assertThat(before).isGreaterThanOrEqualTo(REPLICAS);
        assertThat(episode.site().fleet().replicas()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasLearntOutlivesTheScalerWhereItsTopicDoes(boolean replays) {
        List<PlanInput> inputs = new ArrayList<>();
        HeadroomPolicy policy = new HeadroomPolicy(
                Episode.documents(1, 12),
                HeadroomOptions.defaults(1)
                        .with(TelemetryFaults.restarted(new TelemetryFaults.Restart(TAUGHT, 10, replays))),
                record -> {},
                decision -> inputs.add(decision.input()));
        Episode episode = new Episode(Episode.traffic(at -> RATE, RATE, 3), REPLICAS, policy);

        episode.runTo(TAUGHT - 1);
        PlanInput before = inputs.get(inputs.size() - 1);
        inputs.clear();
        episode.runTo(TAUGHT + 12);
        PlanInput after = inputs.get(0);

        assertThat(sourceOf(before)).contains(Source.SHOWN);
        assertThat(sourceOf(after).equals(Optional.of(Source.SHOWN))).isEqualTo(replays);
        assertThat(after.budget().isPresent()).isEqualTo(replays);
        double counted = before.budget().orElseThrow().requests();
        assertThat(after.budget().map(BudgetStanding::requests).orElse(counted))
                .as("written down every ten minutes")
                .isGreaterThan(counted - 11 * MINUTE * RATE);
        assertThat(after.horizon()).as("pods tell of their starts").isEqualTo(before.horizon());
    }

    private static Optional<Source> sourceOf(PlanInput input) {
        return input.capacity().believed().map(CapacityEstimate::source);
    }

    private static Episode steady(TelemetryFaults faults) {
        HeadroomPolicy policy = new HeadroomPolicy(
                Episode.documents(1, 12), HeadroomOptions.defaults(1).with(faults));
        return new Episode(Episode.traffic(at -> RATE, RATE, 3), REPLICAS, policy);
    }

    /** Seconds at which the plan asks for too few. */
    private static List<Integer> fallsOf(Episode episode) {
        return episode.since(SETTLED).stream()
                .filter(moment -> moment.plan().desired() < REPLICAS)
                .map(Episode.Moment::second)
                .toList();
    }

    private static List<String> statesOf(Episode episode) {
        return episode.since(FAULT_FROM).stream()
                .map(moment -> moment.plan().state().word())
                .distinct()
                .toList();
    }

    private static String causesOf(Episode episode) {
        return episode.since(FAULT_FROM).stream()
                .map(moment -> moment.plan().state().cause())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static long rejected(Episode episode) {
        IngestTally tally = episode.policy().tally().orElseThrow();
        return Arrays.stream(Rejection.values()).mapToLong(tally::rejected).sum();
    }
}
