// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.snapshot.ScrapedWorkload.Shown.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A counter that falls: a server began again, or somebody miscounts. Ten requests a second end throughout. */
class FallingCountersTest {
    private static final long BEFORE = 5_000_000;

    private final ScrapedWorkload workload = new ScrapedWorkload();

    @Test
    void aSeriesThatIsMissingForAWhileInventsNoArrivals() {
        for (int t = 0; t <= 300; t += 5) {
            long missing = t >= 290 && t < 300 ? 10_000 : 0;
            workload.scrape("a", t, finished(8, 0, BEFORE + 10L * t - missing));
        }

        assertThat(workload.rateAt(301).perSecond()).isCloseTo(10, within(0.5));
    }

    @Test
    void whileItIsMissingTheRateIsNotWhole() {
        for (int t = 0; t <= 300; t += 5) {
            workload.scrape("a", t, finished(8, 0, BEFORE + 10L * t - (t >= 290 ? 10_000 : 0)));
        }

        ArrivalRate rate = workload.rateAt(301);

        assertThat(rate.perSecond()).isBetween(7.0, 10.5);
        assertThat(rate.whole()).isFalse();
        assertThat(workload.causeAt(301)).contains("a counter fell without a server restart");
    }

    @Test
    void aSeriesThatIsLostForGoodIsForgottenWithinMinutes() {
        for (int t = 0; t <= 600; t += 5) {
            workload.scrape("a", t, finished(8, 0, BEFORE + 10L * t - (t >= 290 ? 10_000 : 0)));
        }

        assertThat(workload.rateAt(601).perSecond()).isCloseTo(10, within(0.5));
        assertThat(workload.rateAt(601).whole()).isTrue();
    }

    /** A proxy that caches, an exporter whose thread died: each scrape shows what the last did, and requests end all the while. */
    @Test
    void aSeriesThatStandsStillIsNotBelievedWhileRequestsAreToldToEnd() {
        for (int i = 0; i < 3_600; i++) {
            workload.completed(i, "a", ScrapedWorkload.at(i / 10.0), Duration.ofSeconds(2));
        }
        for (int t = 0; t <= 360; t += 5) {
            workload.scrape("a", t, finished(20, 0, BEFORE + 10L * Math.min(t, 300)));
        }

        for (int t = 331; t <= 360; t++) {
            assertThat(workload.rateAt(t).perSecond()).as("at %d s", t).isCloseTo(10, within(1.0));
        }
    }

    @Test
    void aSeriesOfAServerThatEndsNothingIsBelieved() {
        for (int i = 0; i < 3_000; i++) {
            workload.completed(i, "a", ScrapedWorkload.at(i / 10.0), Duration.ofSeconds(2));
        }
        for (int t = 0; t <= 450; t += 5) {
            workload.scrape("a", t, finished(0, 0, BEFORE + 10L * Math.min(t, 302)));
        }

        // Over a stretch that grows while little is counted.
        assertThat(workload.rateAt(450).perSecond()).isLessThan(2);
    }

    @Test
    void whereFirstTokensAreCountedTheyStandIn() {
        for (int t = 0; t <= 300; t += 5) {
            long missing = t >= 290 ? 10_000 : 0;
            workload.scrape("a", t, finished(8, 0, BEFORE + 10L * t - missing).firstTokens(BEFORE + 10L * t + 8));
        }

        assertThat(workload.rateAt(301).perSecond()).isCloseTo(10, within(0.5));
    }

    @Test
    void aScrapingClockThatIsSetBackInventsNoArrivals() {
        for (int phase = 0; phase < 5; phase++) {
            ScrapedWorkload setBack = new ScrapedWorkload();
            for (int t = phase; t <= 300; t += 5) {
                setBack.scrape("a", t + 12, finished(8, 0, BEFORE + 10L * t));
            }
            for (int t = 305 + phase; t <= 400; t += 5) {
                setBack.scrape("a", t, finished(8, 0, BEFORE + 10L * t));

                // 72 s of arrivals seem to have come within 60 s.
                assertThat(setBack.rateAt(t + 1).perSecond())
                        .as("phase %d at %d s", phase, t)
                        .isBetween(7.0, 12.5);
            }
        }
    }

    @Test
    void twoScrapersWhoseClocksDifferInventNoArrivals() {
        for (int skew = 1; skew <= 5; skew++) {
            ScrapedWorkload twice = new ScrapedWorkload();
            for (int t = 0; t < 300; t += 5) {
                twice.scrape("a", t + skew, finished(8, 0, BEFORE + 10L * t));
            }
            for (int t = 300; t <= 420; t++) {
                if (t % 5 == 0) {
                    twice.scrape("a", t + skew, finished(8, 0, BEFORE + 10L * t));
                }
                if (t % 5 == 2) {
                    twice.scrape("a", t, finished(8, 0, BEFORE + 10L * t));
                }

                assertThat(twice.rateAt(t + 0.5).perSecond())
                        .as("%d s apart, at %d s", skew, t)
                        .isBetween(7.0, 12.0);
            }
        }
    }

    @Test
    void aRestartIsBelievedWhereAllCountersFell() {
        // At 240 s the server begins anew; 8 in its hands are lost.
        for (int t = 0; t <= 300; t += 5) {
            long done = t < 240 ? BEFORE + 10L * t : 10L * (t - 240);
            workload.scrape("a", t, finished(8, 0, done).firstTokens(done + 8));
        }

        assertThat(workload.rateAt(301).perSecond()).isCloseTo(10, within(1.0));
        assertThat(workload.rateAt(301).whole()).isTrue();
    }

    @Test
    void aRestartIsBelievedThoughTheServerIsBusierThanBefore() {
        for (int t = 0; t <= 300; t += 5) {
            workload.scrape("a", t, finished(8, 0, t < 240 ? BEFORE + t : 30L * (t - 234)));
        }

        assertThat(workload.rateAt(301).perSecond()).isCloseTo(30, within(3.0));
    }
}
