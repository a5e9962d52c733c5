// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import static dev.headroom.scaler.timeline.PlansToDraw.NINE;
import static dev.headroom.scaler.timeline.PlansToDraw.wanting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.snapshot.FirstTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicaStartTest {
    private final WorkloadTimeline timeline = new WorkloadTimeline();

    @Test
    void eachStageHasItsSeconds() {
        timeline.note(wanting(1, NINE), Optional.empty(), NINE);
        timeline.note(wanting(2, NINE.plusSeconds(100)), Optional.empty(), NINE.plusSeconds(100));

        assertThat(start(replica("chat-7", 104, 145, 165, 230)))
                .isEqualTo(new ReplicaStart(
                        "chat-7",
                        NINE.plusSeconds(104),
                        known(4),
                        known(41),
                        known(20),
                        known(65),
                        OptionalDouble.empty()));
    }

    @Test
    void theFirstTokenIsTheLastStage() {
        FirstTokens tokens = new FirstTokens(NINE, Map.of("chat-7", NINE.plusMillis(233_400)));

        assertThat(ReplicaStart.newest(List.of(replica("chat-7", 104, 145, 165, 230)), List.of(), tokens)
                        .get(0)
                        .firstToken())
                .hasValue(3.4);
        assertThat(ReplicaStart.newest(List.of(replica("chat-8", 104, 145, 165, 230)), List.of(), tokens)
                        .get(0)
                        .firstToken())
                .isEmpty();
    }

    @Test
    void aReplicaThatIsNotReadyHasNoFirstToken() {
        FirstTokens tokens = new FirstTokens(NINE, Map.of("chat-7", NINE.plusSeconds(1)));
        Replica starting = new Replica("chat-7", NINE, Optional.empty(), Optional.empty());

        assertThat(ReplicaStart.newest(List.of(starting), List.of(), tokens)
                        .get(0)
                        .firstToken())
                .isEmpty();
    }

    @Test
    void aStageThatIsNotOverIsUnknown() {
        timeline.note(wanting(1, NINE), Optional.empty(), NINE);

        ReplicaStart waits = start(new Replica("chat-7", NINE, Optional.empty(), Optional.empty()));

        assertThat(waits.asked()).isEmpty();
        assertThat(waits.node()).isEmpty();
        assertThat(waits.image()).isEmpty();
        assertThat(waits.load()).isEmpty();
        assertThat(waits.firstToken()).isEmpty();
    }

    @Test
    void aDecisionForFewerOrLongAgoAskedForNone() {
        timeline.note(wanting(1, NINE), Optional.empty(), NINE);
        timeline.note(wanting(5, NINE.plusSeconds(10)), Optional.empty(), NINE.plusSeconds(10));
        timeline.note(wanting(3, NINE.plusSeconds(200)), Optional.empty(), NINE.plusSeconds(200));

        assertThat(start(replica("chat-7", 204, 205, 206, 207)).asked()).isEmpty();
    }

    @Test
    void aServerThatStartedAgainHasNoTimeToLoad() {
        assertThat(start(replica("chat-7", 0, 1, 900, 60)).load()).isEmpty();
    }

    @Test
    void theNewestComeFirstAndOlderOnesAreLeftOut() {
        List<Replica> existing = IntStream.range(0, 20)
                .mapToObj(number -> replica("chat-" + number, number, number, number, number))
                .toList();

        assertThat(ReplicaStart.newest(existing, List.of(), FirstTokens.UNKNOWN))
                .extracting(ReplicaStart::pod)
                .startsWith("chat-19", "chat-18")
                .hasSize(8);
    }

    private ReplicaStart start(Replica replica) {
        return ReplicaStart.newest(List.of(replica), timeline.changes(), FirstTokens.UNKNOWN)
                .get(0);
    }

    private static Replica replica(String pod, int created, int scheduled, int running, int ready) {
        Replica.Node node = new Replica.Node(Optional.of("H100"), Optional.empty(), at(scheduled), at(running));
        return new Replica(pod, NINE.plusSeconds(created), Optional.of(node), at(ready));
    }

    private static Optional<Instant> at(int second) {
        return Optional.of(NINE.plus(Duration.ofSeconds(second)));
    }

    private static OptionalDouble known(double seconds) {
        return OptionalDouble.of(seconds);
    }
}
