// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose time it is. */
class ClientClockTest {
    private static final SendingLimits LIMITS =
            new SendingLimits(Duration.ofSeconds(120), Duration.ofSeconds(20), Duration.ofSeconds(30));

    private final ClientClock clock = new ClientClock(LIMITS, at(0));

    @Test
    void eachPartHasItsLimit() {
        assertThat(clock.late(at(120), true)).isEmpty();
        assertThat(clock.late(at(121), true)).contains(ClientClock.Part.REQUEST);

        clock.cameBytes(1, false, at(200));
        assertThat(clock.late(at(220), true)).isEmpty();
        assertThat(clock.late(at(221), true)).contains(ClientClock.Part.HEAD);

        clock.headEnds(false, at(300));
        assertThat(clock.late(at(330), true)).isEmpty();
        assertThat(clock.late(at(331), true)).contains(ClientClock.Part.BODY);
    }

    @Test
    void aBodyHasASecondMoreForEachKibibyte() {
        clock.headEnds(false, at(0));
        clock.cameBytes(10 << 10, false, at(1));

        assertThat(clock.late(at(40), true)).isEmpty();
        assertThat(clock.late(at(41), true)).contains(ClientClock.Part.BODY);
    }

    @Test
    void timeInWhichNobodyReadsIsNotTheClients() {
        clock.headEnds(false, at(0));

        assertThat(clock.late(at(1_000), false)).isEmpty();
        assertThat(clock.late(at(1_030), true)).isEmpty();
        assertThat(clock.late(at(1_031), true)).contains(ClientClock.Part.BODY);
    }

    @Test
    void whileAnAnswerIsOnItsWayNothingIsWaitedFor() {
        clock.headEnds(false, at(0));
        clock.bodyEnds(at(0));
        clock.cameBytes(5, false, at(1));

        assertThat(clock.late(at(3_600), true)).isEmpty();

        clock.answerEnds(at(3_600));
        assertThat(clock.late(at(3_620), true)).isEmpty();
        assertThat(clock.late(at(3_621), true)).contains(ClientClock.Part.HEAD);
    }

    @Test
    void lineEndsBetweenRequestsBeginNoHead() {
        clock.cameBytes(2, true, at(100));

        assertThat(clock.late(at(120), true)).isEmpty();
        assertThat(clock.late(at(121), true)).contains(ClientClock.Part.REQUEST);
    }

    @Test
    void whoAsksToGoOnWaitsForTheServer() {
        clock.headEnds(true, at(0));

        assertThat(clock.late(at(600), true)).isEmpty();

        clock.toldToGoOn(at(601));
        assertThat(clock.late(at(631), true)).isEmpty();
        assertThat(clock.late(at(632), true)).contains(ClientClock.Part.BODY);
    }

    private static long at(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
