// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.supply.Surroundings;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The catalogue of reasons in the documents names each code once, with a sentence as the planner says it. */
class ReasonCatalogueTest {
    private static final Path EXPLAIN = Path.of("../src/docs/explain.md");

    /** A row: code, what it means, a sentence. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (.+?) \\| (.*?) ?\\|$");

    @Test
    void everyCodeStandsInTheCatalogueInTheOrderOfTheEnum() throws IOException {
        assertThat(catalogue().keySet()).containsExactlyElementsOf(EnumSet.allOf(ReasonCode.class));
    }

    @Test
    void everySentenceOfTheCatalogueIsSaidByThePlanner() throws IOException {
        Map<ReasonCode, String> catalogue = catalogue();

        examples()
                .forEach((code, workload) -> assertThat(workload.plan().reasons())
                        .as(code.name())
                        .filteredOn(reason -> reason.code() == code)
                        .extracting(Reason::sentence)
                        .contains(catalogue.get(code)));
    }

    @Test
    void everyCodeHasAnExampleHere() {
        assertThat(examples().keySet()).containsExactlyElementsOf(EnumSet.allOf(ReasonCode.class));
    }

    private static Map<ReasonCode, String> catalogue() throws IOException {
        Map<ReasonCode, String> rows = new EnumMap<>(ReasonCode.class);
        for (Matcher row = ROW.matcher(Files.readString(EXPLAIN)); row.find(); ) {
            String before = rows.put(ReasonCode.valueOf(row.group(1)), row.group(3));
            assertThat(before).as("%s stands once", row.group(1)).isNull();
        }
        return rows;
    }

    /** A workload for each code. */
    private static Map<ReasonCode, PlanFixture> examples() {
        Map<ReasonCode, PlanFixture> examples = new EnumMap<>(ReasonCode.class);
        examples.put(ReasonCode.RISE_WITHIN_LEAD_TIME, aWorkload().receiving(22, 3));
        examples.put(ReasonCode.LIMIT_REACHED, aWorkload().receiving(25).queueing(Duration.ofMinutes(3), 5));
        examples.put(ReasonCode.NEARLY_INFEASIBLE, aWorkload().receiving(25).missingAnyway(1.3));
        examples.put(
                ReasonCode.INFEASIBLE,
                aWorkload()
                        .receiving(25)
                        .infeasible(
                                new Infeasible(
                                        new Objective(Signal.TTFT, 95, Duration.ofMillis(10)),
                                        "ttft p95 <= 10ms cannot be met with any number of replicas: the best possible is 45ms")));
        examples.put(
                ReasonCode.PROFILE_ABSENT,
                aWorkload()
                        .receiving(25)
                        .lackingProfile("the policy names profile h100, which does not exist in namespace llm"));
        examples.put(
                ReasonCode.STATED_LIMITS,
                aWorkload().receiving(25).stating("the profile says 128 slots, the server runs with 32"));
        examples.put(ReasonCode.BACKLOG, aWorkload().receiving(25).serversHolding(2, 64, 1_536, 100));
        examples.put(
                ReasonCode.CONCURRENCY_CEILING,
                aWorkload().receiving(20).measuringE2e(4).atMostInFlight(32));
        examples.put(ReasonCode.NOTHING_MEASURED, aWorkload().running(4));
        examples.put(ReasonCode.AT_LEAST_ONE, aWorkload().between(0, 4).receiving(0));
        examples.put(
                ReasonCode.HOLD, aWorkload().receiving(25).plannedBefore(11).needed(10.2, Duration.ofMinutes(10)));
        examples.put(
                ReasonCode.NOT_LOWERED,
                aWorkload().receiving(2).plannedBefore(5).serversHolding(9, 0));
        addSurroundings(examples);
        return examples;
    }

    private static void addSurroundings(Map<ReasonCode, PlanFixture> examples) {
        examples.put(
                ReasonCode.STUCK_START,
                aWorkload().receiving(34).plannedBefore(3).ready(2).starting(60, 0));
        examples.put(
                ReasonCode.LEAVING_REPLICA,
                aWorkload().receiving(34).plannedBefore(3).ready(3).leaving("chat-a"));
        examples.put(
                ReasonCode.WAITS_FOR_NODE,
                aWorkload().receiving(34).plannedBefore(3).ready(2).waiting(true));
        examples.put(
                ReasonCode.TELEMETRY,
                aWorkload()
                        .in(new TelemetryState.Lagging("300 records wait", NOW.minusSeconds(9)))
                        .plannedBefore(3));
        examples.put(
                ReasonCode.SHARED_PLAN_HELD,
                aWorkload()
                        .in(new TelemetryState.Dark("the broker has not answered for 20 s", NOW))
                        .plannedBefore(4)
                        .plansUnreachableFor(23));
        examples.put(
                ReasonCode.STEP_LIMIT,
                aWorkload().receiving(127).ready(4).plannedBefore(4).steppingAtMost(2));
        examples.put(ReasonCode.POLICY_LIMIT, aWorkload().between(1, 4).receiving(250));
        examples.put(
                ReasonCode.CLUSTER_ROOM, aWorkload().receiving(127).ready(4).withRoomFor(8));
        examples.put(ReasonCode.HPA_TOLERANCE, aWorkload().receiving(268).running(20));
        examples.put(ReasonCode.SCALED_OBJECT_LIMIT, aWorkload().receiving(127).scaled(scaling(Optional.empty())));
        Surroundings.Pause pause = new Surroundings.Pause(true, "autoscaling.keda.sh/paused: \"true\"");
        examples.put(ReasonCode.PAUSED, aWorkload().receiving(25).scaled(scaling(Optional.of(pause))));
        examples.put(ReasonCode.ADVISE, aWorkload().receiving(25).running(7).advising());
    }

    private static Surroundings.Scaling scaling(Optional<Surroundings.Pause> pause) {
        return new Surroundings.Scaling(
                "chat", Optional.empty(), 0, 6, pause, OptionalDouble.empty(), OptionalDouble.empty());
    }
}
