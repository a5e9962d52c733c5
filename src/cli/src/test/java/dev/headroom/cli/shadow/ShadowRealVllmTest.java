// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Before a real vLLM at its limit: 32 run, 20 to 25 wait, and the profile says that a replica has 128 slots. What telemetry shows must
 * count for more than what the profile says, 20 s after the first breach at the latest.
 */
class ShadowRealVllmTest {
    /** From a breach until the planner must have understood. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Turns in a row with a queue: two scrapes of 5 s. */
    private static final int STANDING = 10;
    /** Turns in a row with a percentile above its limit: two looks. */
    private static final int LOOKS = 2;

    private static final double MOST_OVER_CARRIED = 1.2;

    private static final List<List<JsonNode>> EPISODES = new ArrayList<>();

    @BeforeAll
    static void runOnce() throws IOException {
        EPISODES.addAll(breachesIn(RealDump.turns()));
    }

    @Test
    void theRecordHoldsTwoBreaches() {
        assertThat(EPISODES).hasSize(2);
        assertThat(EPISODES).allSatisfy(turns -> assertThat(turns.size()).isGreaterThan(20));
    }

    @Test
    void aReplicaIsNeverBelievedToCarryMuchMoreThanItDoes() {
        // A capacity or rate that is not known is no number, and no less than the limit.
        assertThat(turnsIn(turn -> !(turn.path("capacityPerReplica").asDouble(Double.NaN)
                        <= MOST_OVER_CARRIED * turn.path("carriedPerReplica").asDouble(Double.NaN))))
                .isEmpty();
    }

    @Test
    void moreThanTheOneReplicaIsAskedFor() {
        assertThat(turnsIn(turn -> turn.path("answer").asInt() <= 1)).isEmpty();
    }

    /** The turns of both breaches of which something is true, as a person reads them. */
    private static List<String> turnsIn(Predicate<JsonNode> wrong) {
        return EPISODES.stream()
                .flatMap(List::stream)
                .filter(wrong)
                .map(turn -> "%s answer %s, believed %s, carried %s"
                        .formatted(
                                turn.path("time").asText(),
                                turn.path("answer"),
                                turn.path("capacityPerReplica"),
                                turn.path("carriedPerReplica")))
                .toList();
    }

    /** The turns of each breach from {@link #PATIENCE} after its beginning for as long as requests wait. */
    private static List<List<JsonNode>> breachesIn(List<JsonNode> turns) {
        List<List<JsonNode>> breaches = new ArrayList<>();
        int queued = 0;
        int late = 0;
        boolean open = false;
        Instant due = Instant.MAX;
        for (JsonNode turn : turns) {
            boolean waits = turn.path("waiting").asInt() > 0;
            queued = waits ? queued + 1 : 0;
            late = waits && isViolated(turn, "ttft") ? late + 1 : 0;
            if (!open && (queued > STANDING || late >= LOOKS)) {
                open = true;
                due = RealDump.timeOf(turn).plus(PATIENCE);
                breaches.add(new ArrayList<>());
            }
            open = open && waits;
            if (open && !RealDump.timeOf(turn).isBefore(due)) {
                breaches.get(breaches.size() - 1).add(turn);
            }
        }
        return breaches;
    }

    private static boolean isViolated(JsonNode turn, String signal) {
        for (JsonNode objective : turn.path("violated")) {
            if (objective.asText().startsWith(signal + " ")) {
                return true;
            }
        }
        return false;
    }
}
