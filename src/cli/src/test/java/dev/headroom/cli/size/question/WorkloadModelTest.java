// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.cli.size.question.WorkloadModel.Figure;
import dev.headroom.scaler.document.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadModelTest {
    private static WorkloadModel modelOf(String question) {
        return WorkloadModel.of(SizingReader.read(question).fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        }));
    }

    @Test
    void turnsTheArticlesUsersIntoItsRequestsPerSecond() {
        WorkloadModel model = modelOf("""
                apiVersion: headroom.dev/v1
                name: assistant
                pattern: chat
                load: { users: 10000, requestsPerUserHour: 3, peakFactor: 3, arrivals: steady }
                tokens: { input: 5000, output: 500 }
                objectives: [{ signal: e2e, percentile: 95, atMost: 5s }]
                """);

        assertThat(model.peakRequestsPerSecond()).isEqualTo(25);
        assertThat(model.figures())
                .contains(
                        new Figure("requests/s, peak", "25", "8.333 with growth x 3"),
                        new Figure("tokens/s in, peak", "125,000", "requests/s at the peak x tokens in"),
                        new Figure("tokens/s out, peak", "12,500", "requests/s at the peak x tokens out"),
                        new Figure("requests in flight at the limit", "125", "Little's law: 25 requests/s x 5 s"));
    }

    @Test
    void growthRaisesMeanAndPeak() {
        WorkloadModel model = modelOf("""
                apiVersion: headroom.dev/v1
                name: code
                pattern: code
                load: { requestsPerSecond: 10, growthPercent: 50, peakFactor: 2 }
                promise: instant
                """);

        assertThat(model.meanRequestsPerSecond()).isEqualTo(15);
        assertThat(model.peakRequestsPerSecond()).isEqualTo(30);
        // 1 + 30 requests/s x 4.3 s.
        assertThat(model.figures())
                .contains(new Figure(
                        "burstiness (variance/mean in 5 s)",
                        "130",
                        "1 for independent users + peak x 4.3 s, default of the pattern code"));
    }

    @Test
    void withoutAnE2eLimitARequestMayTakeTtftAndItl() {
        WorkloadModel model = modelOf("""
                apiVersion: headroom.dev/v1
                name: long
                pattern: chat
                load: { requestsPerSecond: 1, peakFactor: 1 }
                tokens: { output: 401 }
                promise: conversational
                """);

        // 0.5 s + 400 x 0.05 s.
        assertThat(model.figures())
                .contains(new Figure("requests in flight at the limit", "20.5", "Little's law: 1 requests/s x 20.5 s"));
    }

    @ParameterizedTest
    @EnumSource
    void thePatternsLengthsHaveTheirMeanAndTheir95thPercentile(WorkloadPattern pattern) {
        for (TokenLengths lengths : List.of(pattern.input(), pattern.output())) {
            assertThat(lengths.spread().at(95)).isCloseTo(lengths.p95() / lengths.mean(), within(0.001));
            // The mean of straight lines between quantiles, which are cut off at one in a thousand.
            assertThat(meanOf(lengths)).isCloseTo(1, within(0.05));
        }
    }

    private static double meanOf(TokenLengths lengths) {
        double sum = 0;
        for (int at = 0; at < 10_000; at++) {
            sum += lengths.spread().at((at + 0.5) / 100) / 10_000;
        }
        return sum;
    }
}
