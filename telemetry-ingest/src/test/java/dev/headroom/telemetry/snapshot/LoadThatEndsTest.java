// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.snapshot.ScrapedWorkload.Shown.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A load ends while a Ready pod is not scraped: the fleet is not idle, so its demand counts, and nothing may be made of nothing. */
class LoadThatEndsTest {
    private static final int END = 600;
    private static final int UNTIL = END + 400;

    /** Of two scraped servers. */
    private static final int PER_SECOND = 10;

    /** Read a second after a scrape, over a minute that ends with it. */
    private static final int GONE_AFTER = 65;

    private final ScrapedWorkload workload = new ScrapedWorkload();

    /**
     * Before, the minute was widened minute by minute into the load, while it held few arrivals: 1.4, 4.9 … 0.7, 3.2 … requests/s, for five
     * minutes.
     */
    @Test
    void fallsToNoneWithinAMinuteAndStaysThereThoughAPodIsNotScraped() {
        workload.showsReady(3);

        List<ArrivalRate> rates = ratesAfterTheEnd(false);

        assertThat(rates)
                .extracting(ArrivalRate::perSecond)
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(rates.get(0).perSecond()).isCloseTo(PER_SECOND, within(0.5));
        assertThat(rates.subList(GONE_AFTER / 5, rates.size()))
                .extracting(ArrivalRate::perSecond)
                .containsOnly(0.0);
        assertThat(rates).as("nothing may be taken away for it").noneMatch(ArrivalRate::whole);
    }

    /** Before, the rate of the last events stood for five and a half minutes, because they had shown more than the scraped servers. */
    @Test
    void fallsToWhatTheScrapedServersCountOnceTheEventsOfThePodAreSilent() {
        workload.showsReady(3);

        List<ArrivalRate> rates = ratesAfterTheEnd(true);

        assertThat(rates.get(0).perSecond()).isCloseTo(1.5 * PER_SECOND, within(0.5));
        assertThat(rates.subList(GONE_AFTER / 5, rates.size()))
                .extracting(ArrivalRate::perSecond)
                .containsOnly(0.0);
        assertThat(rates.subList(GONE_AFTER / 5, rates.size()))
                .as("nothing may be taken away for it")
                .noneMatch(ArrivalRate::whole);
    }

    @Test
    void alsoWhereAllAreScraped() {
        workload.showsReady(2);

        List<ArrivalRate> rates = ratesAfterTheEnd(false);

        assertThat(rates.subList(GONE_AFTER / 5, rates.size()))
                .extracting(ArrivalRate::perSecond)
                .containsOnly(0.0);
    }

    @Test
    void alsoWhereAGatewayReportsAdmissions() {
        workload.showsReady(3);
        List<ArrivalRate> rates = new ArrayList<>();
        for (int t = 0; t <= UNTIL; t += 5) {
            scrape(t);
            for (int i = 0; i < 5 * PER_SECOND && t < END; i++) {
                workload.admittedAndCompleted(
                        (long) t * PER_SECOND + i,
                        "pod-" + i % 2,
                        ScrapedWorkload.at(t + (double) i / PER_SECOND),
                        Duration.ofMillis(100));
            }
            if (t >= END) {
                rates.add(workload.rateAt(t + 1));
            }
        }

        assertThat(rates.subList(GONE_AFTER / 5 + 1, rates.size()))
                .extracting(ArrivalRate::perSecond)
                .containsOnly(0.0);
    }

    /** Six a minute are too few for a rate of one minute. */
    @Test
    void fewArrivalsAreStillCountedOverSeveralMinutes() {
        for (int t = 0; t <= END; t += 5) {
            workload.scrape("pod-0", t, finished(0, 0, t / 10));
        }

        ArrivalRate rate = workload.rateAt(END + 1);

        assertThat(Duration.between(rate.from(), rate.to())).isEqualTo(ArrivalInterval.LONGEST);
        assertThat(rate.perSecond()).isCloseTo(0.1, within(0.01));
    }

    private List<ArrivalRate> ratesAfterTheEnd(boolean events) {
        List<ArrivalRate> rates = new ArrayList<>();
        for (int t = 0; t <= UNTIL; t += 5) {
            scrape(t);
            for (int i = 0; i < 75 && events && t < END; i++) {
                workload.completed(
                        t * 15L + i, "pod-" + i % 3, ScrapedWorkload.at(t + i / 15.0 - 2), Duration.ofSeconds(2));
            }
            if (t >= END) {
                rates.add(workload.rateAt(t + 1));
            }
        }
        return rates;
    }

    private void scrape(int t) {
        for (String pod : List.of("pod-0", "pod-1")) {
            workload.scrape(pod, t, finished(t < END ? 8 : 0, 0, (long) PER_SECOND / 2 * Math.min(t, END)));
        }
    }
}
