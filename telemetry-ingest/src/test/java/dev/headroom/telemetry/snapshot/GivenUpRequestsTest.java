// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.snapshot.ScrapedWorkload.Shown.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Requests whose clients give up while they wait: servers count them nowhere. */
class GivenUpRequestsTest {
    private static final double SERVED = 12.8;

    private final ScrapedWorkload workload = new ScrapedWorkload();

    @Test
    void aQueueThatStandsMayHideArrivals() {
        // 40 a second come from 300 s on, 12.8 are served, and who has waited for 15 s is gone.
        overloaded(40, 15, 900);

        ArrivalRate rate = workload.rateAt(900);

        assertThat(rate.whole()).isFalse();
        assertThat(rate.perSecond()).isGreaterThanOrEqualTo(SERVED - 0.5);
        assertThat(rate.completeness()).isLessThan(0.7);
        assertThat(workload.causeAt(900)).contains("requests have waited longer than many clients do");
    }

    @Test
    void endsDoNotTellOfThemEither() {
        overloaded(40, 15, 900);
        for (int i = 0; i < 16 * 600; i++) {
            workload.completed(i, "a", ScrapedWorkload.at(300 + i / 16.0 - 10), Duration.ofSeconds(10));
        }

        assertThat(workload.rateAt(900).whole()).isFalse();
    }

    @Test
    void aQueueThatGrowsIsCountedAsItComes() {
        overloaded(40, 1_000, 420);

        assertThat(workload.rateAt(420).perSecond()).isCloseTo(40, within(1.0));
    }

    @Test
    void aQueueThatIsDroppedTakesNoArrivalsBack() {
        // Four servers at 10 a second each; 400 wait at each, and at 240 s their gateway is restarted.
        for (int t = 0; t <= 330; t += 5) {
            for (int server = 0; server < 4; server++) {
                int waiting = t >= 100 && t < 240 ? 400 : 0;
                workload.scrape(
                        "pod-" + server, t, finished(20, waiting, 10L * t).firstTokens(10L * t + 20));
            }
            if (t > 240) {
                ArrivalRate rate = workload.rateAt(t + 1);
                // Of one pair of samples in six nothing is known.
                assertThat(rate.perSecond()).as("at %d s", t).isBetween(40 * 5 / 6.0 - 1, 42.0);
                assertThat(rate.whole()).as("at %d s", t).isEqualTo(t >= 305);
            }
        }
    }

    @Test
    void thatItWasDroppedIsSaid() {
        for (int t = 0; t <= 250; t += 5) {
            workload.scrape("a", t, finished(20, t < 240 ? 400 : 0, 10L * t));
        }

        assertThat(workload.causeAt(251)).contains("requests left the servers without a counted end");
    }

    @Test
    void aServerThatCrashesBeforeItsFirstEndTakesNoArrivalsFromOthers() {
        for (int t = 0; t <= 120; t += 5) {
            workload.scrape("a", t, finished(8, 0, 10L * t));
            workload.scrape("b", t, finished(t < 60 ? Math.min(300, 6L * t) : 0, 0, 0));
        }

        assertThat(workload.rateAt(121).perSecond()).isGreaterThanOrEqualTo(9.9);
    }

    @Test
    void someThatWaitForAMomentHideNothing() {
        for (int t = 0; t <= 300; t += 5) {
            workload.scrape("a", t, finished(60, 30, 20L * t).firstTokens(20L * t + 60));
        }

        ArrivalRate rate = workload.rateAt(301);

        assertThat(rate.perSecond()).isCloseTo(20, within(1e-9));
        assertThat(rate.whole()).isTrue();
        assertThat(rate.completeness()).isEqualTo(1);
    }

    private void overloaded(double perSecond, double patienceSeconds, int until) {
        double queue = 0;
        double done = 0;
        for (int t = 0; t <= until; t++) {
            double arriving = t < 300 ? 10 : perSecond;
            double served = Math.min(SERVED, queue + arriving);
            queue = Math.min(queue + arriving - served, patienceSeconds * arriving);
            done += served;
            if (t % 5 == 0) {
                workload.scrape(
                        "a",
                        t,
                        finished(128, Math.round(queue), Math.round(done)).firstTokens(Math.round(done) + 128));
            }
        }
    }
}
