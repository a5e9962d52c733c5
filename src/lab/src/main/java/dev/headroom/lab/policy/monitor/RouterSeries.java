// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.ServedRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a router in front of the fleet exports: it sees each request come, its first token and its last, at the moment they happen.
 *
 * <p>Where nobody tells it of arrivals, a first token is noticed with the last one.
 */
final class RouterSeries {
    private static final int COUNTS = Count.values().length;
    private static final int ARRIVED = Count.ARRIVED.column();
    private static final int FINISHED = Count.FINISHED.column();
    private static final int INPUT = Count.FINISHED_INPUT_TOKENS.column();
    private static final int OUTPUT = Count.FINISHED_OUTPUT_TOKENS.column();

    private final double[] counts = new double[COUNTS];
    private final Ring samples;
    private final LatencyHistogram timesToFirstToken;
    private final LatencyHistogram timesPerToken;
    private final LatencyHistogram endToEnds;
    private final List<ServedRequest> withoutFirstToken = new ArrayList<>();
    private boolean toldOfArrivals;
    private double promptTokensInFlight;

    RouterSeries(Scraping scraping) {
        samples = new Ring(COUNTS, scraping.rows());
        timesToFirstToken = histogram(Latency.TTFT, scraping);
        timesPerToken = histogram(Latency.TPOT, scraping);
        endToEnds = histogram(Latency.E2E, scraping);
    }

    void admitted(ServedRequest request) {
        toldOfArrivals = true;
        counts[ARRIVED]++;
        withoutFirstToken.add(request);
    }

    void ended(ServedRequest request) {
        if (!request.finished()) {
            return;
        }
        counts[FINISHED]++;
        counts[INPUT] += request.arrival().inputTokens();
        counts[OUTPUT] += request.arrival().outputTokens();
        endToEnds.observe(request.endToEndSeconds());
        double perToken = request.interTokenSeconds();
        if (!Double.isNaN(perToken)) {
            timesPerToken.observe(perToken);
        }
        if (!toldOfArrivals) {
            timesToFirstToken.observe(request.timeToFirstTokenSeconds());
        }
    }

    void scrape(double now) {
        noticeFirstTokens(now);
        samples.add(now);
        for (int count = 0; count < COUNTS; count++) {
            samples.set(count, counts[count]);
        }
        timesToFirstToken.scrape(now);
        timesPerToken.scrape(now);
        endToEnds.scrape(now);
    }

    /** As of the last scrape. */
    double promptTokensInFlight() {
        return promptTokensInFlight;
    }

    double perSecond(Count count, double after, double until) {
        return samples.increase(count.column(), after, until) / (until - after);
    }

    LatencyHistogram histogram(Latency latency) {
        return switch (latency) {
            case TTFT -> timesToFirstToken;
            case TPOT -> timesPerToken;
            case E2E -> endToEnds;
        };
    }

    private static LatencyHistogram histogram(Latency latency, Scraping scraping) {
        return new LatencyHistogram(scraping.buckets().upperBounds(latency), scraping.rows());
    }

    private void noticeFirstTokens(double now) {
        promptTokensInFlight = 0;
        int kept = 0;
        for (int index = 0; index < withoutFirstToken.size(); index++) {
            ServedRequest request = withoutFirstToken.get(index);
            if (request.firstTokenAt() <= now) {
                timesToFirstToken.observe(request.timeToFirstTokenSeconds());
            } else if (!request.failed()) {
                promptTokensInFlight += request.arrival().inputTokens();
                withoutFirstToken.set(kept, request);
                kept++;
            }
        }
        withoutFirstToken.subList(kept, withoutFirstToken.size()).clear();
    }
}
