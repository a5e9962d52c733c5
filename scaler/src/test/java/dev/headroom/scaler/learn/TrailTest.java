// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static dev.headroom.scaler.learn.Stretches.CHAT;
import static dev.headroom.scaler.learn.Stretches.H100;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {
    private static final double IN_FLIGHT = 30;
    private static final int MINUTES_SCRAPED = 10;
    private static final int MINUTES_NOT_SCRAPED = 8;
    private static final Percentage TEN_PERCENT = Percentage.withPercentage(10);

    /** Else a steady load would look like a falling one at the same latency, and the engine like one to which load does nothing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aServerThatIsNoLongerScrapedServesWhatItServed(int oneIsToldOf) {
        Stretches engine = new Stretches(H100, 1);
        Trail trail = new Trail(Stretches.START, Stretches.START);
        List<Sight> scraped = new ArrayList<>();
        List<Sight> notScraped = new ArrayList<>();

        for (int i = 0; i < MINUTES_SCRAPED; i++) {
            trail.take(toldOf(engine.next("a", CHAT, IN_FLIGHT), oneIsToldOf)).ifPresent(scraped::add);
        }
        for (int i = 0; i < MINUTES_NOT_SCRAPED; i++) {
            trail.take(unseen(toldOf(engine.next("a", CHAT, IN_FLIGHT), oneIsToldOf)))
                    .ifPresent(notScraped::add);
        }

        double served = scraped.get(scraped.size() - 1).perMilli();
        assertThat(notScraped).hasSize(MINUTES_NOT_SCRAPED).allSatisfy(sight -> {
            assertThat(sight.perMilli()).isCloseTo(served, TEN_PERCENT);
            assertThat(sight.scraped()).isEmpty();
        });
    }

    /** A first token that came late because its request queued must not make the load look smaller than it was. */
    @Test
    void aQueueDoesNotHideHowMuchIsServed() {
        Sight unqueued = served(load -> load);

        Sight queued = served(load -> waiting(load, 60));

        assertThat(queued.perMilli()).isCloseTo(unqueued.perMilli(), TEN_PERCENT);
        assertThat(queued.firstTokenMillis()).isEmpty();
    }

    private static Sight served(UnaryOperator<ReplicaLoad> as) {
        Stretches engine = new Stretches(H100, 1);
        Trail trail = new Trail(Stretches.START, Stretches.START);
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < MINUTES_SCRAPED; i++) {
            trail.take(as.apply(engine.next("a", CHAT, IN_FLIGHT))).ifPresent(sights::add);
        }
        return sights.get(sights.size() - 1);
    }

    /** The same with so many that wait, and first tokens as late as that makes them by Little's law. */
    private static ReplicaLoad waiting(ReplicaLoad load, double queue) {
        double seconds = (double)
                        Duration.between(load.interval().from(), load.interval().to())
                                .toMillis()
                / 1000;
        double wait = queue * seconds / (double) load.requests().completed();
        OptionalDouble late =
                OptionalDouble.of(load.latency().timeToFirstToken().orElseThrow() + wait);
        return new ReplicaLoad(
                load.replica(),
                load.interval(),
                load.requests(),
                new ReplicaLoad.Latency(late, load.latency().interTokenLatency()),
                new ReplicaLoad.Occupancy(
                        load.occupancy().running(),
                        OptionalDouble.of(queue),
                        load.occupancy().kvUsage()));
    }

    private static ReplicaLoad toldOf(ReplicaLoad load, int oneIsToldOf) {
        ReplicaLoad.Requests all = load.requests();
        return new ReplicaLoad(
                load.replica(),
                load.interval(),
                new ReplicaLoad.Requests(
                        all.completed() / oneIsToldOf, all.inputTokens(), all.tokensToCompute(), all.outputTokens()),
                load.latency(),
                load.occupancy());
    }

    private static ReplicaLoad unseen(ReplicaLoad load) {
        return new ReplicaLoad(
                load.replica(),
                load.interval(),
                load.requests(),
                load.latency(),
                new ReplicaLoad.Occupancy(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()));
    }
}
