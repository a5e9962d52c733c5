// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static dev.headroom.telemetry.fixture.ReadingFixture.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.snapshot.Reading;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RequestWorkTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Reading USUAL = of(1600, 100);
    private static final Reading LONGER = of(1600, 300);
    private static final Reading NONE = reading(NOON, 0, Double.NaN, Double.NaN).reading();

    @Test
    void isGeneratedTokensAndASixteenthOfThePrompt() {
        assertThat(RequestWork.of(USUAL)).hasValue(1600 * RequestWork.PER_PROMPT_TOKEN + 100);
    }

    @Test
    void isUnknownWhileNothingHasEnded() {
        RequestWork work = new RequestWork(OptionalDouble.empty());

        assertThat(work.observe(NONE, NONE, NOON)).isEmpty();
        assertThat(work.mean()).isEmpty();
    }

    @Test
    void beginsWithTheWholeOfTheWindows() {
        assertThat(new RequestWork(OptionalDouble.empty()).observe(LONGER, USUAL, NOON))
                .hasValue(200);
    }

    @Test
    void followsTheNewestRequestsSlowlyOnceAMinute() {
        RequestWork work = new RequestWork(OptionalDouble.of(200));

        work.observe(LONGER, USUAL, NOON);
        double after = work.mean().orElseThrow();
        work.observe(LONGER, USUAL, NOON.plusSeconds(59));

        assertThat(after).isCloseTo(200 + RequestWork.SHARE_PER_MINUTE * 200, within(1e-9));
        assertThat(work.mean()).hasValue(after);

        work.observe(LONGER, USUAL, NOON.plusSeconds(60));

        assertThat(work.mean().orElseThrow()).isGreaterThan(after).isLessThan(400);
    }

    @Test
    void keepsWhatItKnowsWhileNothingEnds() {
        RequestWork work = new RequestWork(OptionalDouble.of(200));

        assertThat(work.observe(NONE, NONE, NOON)).hasValue(200);
    }

    private static Reading of(double prompt, double generated) {
        return reading(NOON, 100, prompt, generated).reading();
    }
}
