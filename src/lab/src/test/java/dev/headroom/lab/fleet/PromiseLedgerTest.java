// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

    @Test
    void countsEachPartOfThePromiseByItself() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);
        ledger.finished(served(0.1, 0.01, 10));
        ledger.finished(served(0.6, 0.01, 10));
        ledger.finished(served(0.1, 0.03, 10));
        ledger.finished(served(0.1, 0.01, 300));

        assertThat(ledger.attainments(Stream.empty(), 10)).isEqualTo(new Attainment(0.25, 0.75, 0.75, 0.75, 4));
    }

    @Test
    void aFailedRequestMissesEveryPart() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);
        ledger.finished(served(0.1, 0.01, 10));
        ServedRequest lost = new ServedRequest(new Arrival(0, 10, 10));
        lost.fail(0.1);

        ledger.finished(lost);

        assertThat(ledger.attainments(Stream.empty(), 10)).isEqualTo(new Attainment(0.5, 0.5, 0.5, 0.5, 2));
        assertThat(ledger.failed()).isEqualTo(1);
        assertThat(ledger.seconds(Signal.TTFT).count()).isEqualTo(1);
    }

    @Test
    void whatStillRunsMissesOnlyThePartsItHasBroken() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);
        ledger.finished(served(0.1, 0.01, 10));
        ServedRequest waiting = new ServedRequest(new Arrival(0, 10, 10));

        assertThat(ledger.attainments(Stream.of(waiting), 0.6)).isEqualTo(new Attainment(0.5, 0.5, 1, 1, 2));
        assertThat(ledger.attainments(Stream.of(waiting), 2.1)).isEqualTo(new Attainment(0.5, 0.5, 1, 0.5, 2));
    }

    @Test
    void whatIsNotPromisedCannotBeBroken() {
        PromiseLedger ledger = new PromiseLedger(new Promise(Double.POSITIVE_INFINITY, 0.02, Double.POSITIVE_INFINITY));
        ServedRequest waiting = new ServedRequest(new Arrival(0, 10, 10));

        ledger.finished(served(30, 0.01, 10));

        assertThat(ledger.attainments(Stream.of(waiting), 1e6)).isEqualTo(new Attainment(1, 1, 1, 1, 1));
    }

    @Test
    void keepsPercentilesOfAllThatFinished() {
        PromiseLedger ledger = new PromiseLedger(PROMISE);
        for (int request = 1; request <= 100; request++) {
            ledger.finished(served(request / 100.0, 0.01, 10));
        }

        assertThat(ledger.seconds(Signal.TTFT).percentile(95)).isCloseTo(0.95, within(0.0005));
        assertThat(ledger.seconds(Signal.ITL).percentile(50)).isCloseTo(0.01, within(0.00001));
    }

    @Test
    void aPromiseOfNothingIsRefused() {
        assertThatThrownBy(() -> new Promise(0, 1, 1)).hasMessage("timeToFirstTokenSeconds must be above 0, was 0.0");
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
