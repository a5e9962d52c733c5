// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeadershipTermTest {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Optional<FencingToken> NOBODY = Optional.empty();

    private final LeadershipTerm reign = new LeadershipTerm("me", PATIENCE);

    @Test
    void isInForceOnceTheLogHasBeenReadToTheEndThatItHad() {
        reign.begun();
        reign.heard(at(0));
        assertThat(reign.stamp(NOBODY, at(1))).as("not read yet").isEmpty();

        reign.readToTheEnd(reign.waitsForTheEnd().orElseThrow(), Optional.of(new FencingToken("other", 41)));

        assertThat(reign.stamp(NOBODY, at(1))).contains(new FencingToken("me", 42));
        assertThat(reign.waitsForTheEnd()).isEmpty();
    }

    @Test
    void theFirstReignOfAllHasEpochOne() {
        rule(NOBODY);

        assertThat(reign.stamp(NOBODY, at(1))).contains(new FencingToken("me", 1));
    }

    @Test
    void anEndThatWasSetForAnEarlierReignIsNone() {
        reign.begun();
        long first = reign.waitsForTheEnd().orElseThrow();
        reign.ended();
        reign.begun();

        reign.readToTheEnd(first, NOBODY);

        assertThat(reign.waitsForTheEnd()).isPresent();
    }

    @Test
    void mayNotWriteWithoutASignOfTheGroup() {
        rule(NOBODY);

        assertThat(reign.stamp(NOBODY, at(6))).isPresent();
        assertThat(reign.stamp(NOBODY, at(6.1)))
                .as("another may have been chosen while this one was frozen")
                .isEmpty();
        reign.heard(at(7));
        assertThat(reign.stamp(NOBODY, at(7))).isPresent();
    }

    @Test
    void mayNotWriteOnceAnotherWasChosen() {
        rule(NOBODY);

        reign.ended();

        assertThat(reign.stamp(NOBODY, at(1))).isEmpty();
    }

    @Test
    void stopsAtAHigherStampAndGoesOnAboveItWhenTheGroupStaysWithIt() {
        Optional<FencingToken> higher = Optional.of(new FencingToken("zombie", 7));
        rule(NOBODY);

        assertThat(reign.stamp(higher, at(1))).isEmpty();
        reign.heard(at(6));
        assertThat(reign.stamp(higher, at(7))).isEmpty();
        assertThat(reign.stamp(higher, at(7.1))).contains(new FencingToken("me", 8));
        assertThat(reign.stamp(higher, at(7.2))).contains(new FencingToken("me", 8));
    }

    private void rule(Optional<FencingToken> newest) {
        reign.begun();
        reign.heard(at(0));
        reign.readToTheEnd(reign.waitsForTheEnd().orElseThrow(), newest);
    }

    private static Duration at(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
