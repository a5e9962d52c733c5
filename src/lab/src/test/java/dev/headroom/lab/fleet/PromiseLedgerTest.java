// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromiseLedgerTest {
    private static final Promise PROMISE = new Promise(0.5, 0.02, 2);

    @Test
    void countsARequestThatMetAllItsLimits() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);

        // 0.1 s to the first token, then 0.01 s a token.
        ledger.finished(served(0.1, 0.01, 10));

        assertThat(ledger.attainment(Stream.empty(), 1)).isEqualTo(1);
    }

    @Test
    void anyBrokenLimitSpoilsARequest() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);

        ledger.finished(served(0.1, 0.01, 10));
        ledger.finished(served(0.6, 0.01, 10));
        ledger.finished(served(0.1, 0.03, 10));
        ledger.finished(served(0.1, 0.01, 300));

        assertThat(ledger.attainment(Stream.empty(), 10)).isEqualTo(0.25);
    }

    @Test
    void aSingleTokenHasNoTimeBetweenTokens() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);

        ledger.finished(served(0.1, 0.01, 1));

        assertThat(ledger.attainment(Stream.empty(), 1)).isEqualTo(1);
    }

    @Test
    void anUnfinishedRequestCountsOnceItIsOverdue() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);
        ledger.finished(served(0.1, 0.01, 10));
        ServedRequest waiting = new ServedRequest(new Arrival(5, 10, 10));

        assertThat(ledger.attainment(Stream.of(waiting), 5.4)).isEqualTo(1);
        assertThat(ledger.attainment(Stream.of(waiting), 5.6)).isEqualTo(0.5);
    }

    @Test
    void percentilesForgetWhatIsOlderThanAMinute() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);
        ledger.finished(served(0.4, 0.01, 2));

        assertThat(ledger.recentP95(ServedRequest::timeToFirstTokenSeconds, 10)).isCloseTo(0.4, within(1e-9));
        assertThat(ledger.recentP95(ServedRequest::timeToFirstTokenSeconds, 61)).isNaN();
    }

    /** Through an engine whose first step takes the prompt and whose every step takes as long as asked. */
    private static ServedRequest served(double toFirstToken, double perToken, int outputTokens) {
        double promptMs = (toFirstToken - perToken) * 1e3;
        LinearStepTimes times = new LinearStepTimes(perToken * 1e3, 0, 0, promptMs, 0, 0);
        Engine engine = new Engine(EngineModel.plain("plain", times, new EngineLimits(1, 1)), new SplittableRandom(1));
        ServedRequest request = new ServedRequest(new Arrival(0, 1, outputTokens));
        engine.accept(request, 0);
        engine.advanceTo(1000, done -> {});
        return request;
    }
}
