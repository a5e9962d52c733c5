// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a router in front of the fleet exports: it sees each request come, its first token and its last, at the moment they happen.
 *
 * <p>Where nobody tells it of arrivals, a first token is noticed with the last one.
 */
final class RouterSeries {
    private final double[] counts = new double[RouterCounter.values().length];
    private final Ring samples;
    private final BySignal<PrometheusHistogram> histograms;
    private final List<ServedRequest> withoutFirstToken = new ArrayList<>();
    private boolean toldOfArrivals;
    private double promptTokensInFlight;

    RouterSeries(Scraping scraping) {
        samples = new Ring(counts.length, scraping.rows());
        histograms =
                BySignal.of(signal -> new PrometheusHistogram(scraping.buckets().upperBounds(signal), scraping.rows()));
    }

    void admitted(ServedRequest request) {
        toldOfArrivals = true;
        count(RouterCounter.ARRIVED, 1);
        withoutFirstToken.add(request);
    }

    void ended(ServedRequest request) {
        if (!request.finished()) {
            return;
        }
        count(RouterCounter.FINISHED, 1);
        count(RouterCounter.FINISHED_INPUT_TOKENS, request.arrival().inputTokens());
        count(RouterCounter.FINISHED_OUTPUT_TOKENS, request.arrival().outputTokens());
        histograms.values().forEach((signal, histogram) -> {
            boolean noticed = signal == Signal.TTFT && toldOfArrivals;
            if (!noticed && !Double.isNaN(request.seconds(signal))) {
                histogram.observe(request.seconds(signal));
            }
        });
    }

    void scrape(double now) {
        noticeFirstTokens(now);
        samples.add(now);
        for (int column = 0; column < counts.length; column++) {
            samples.set(column, counts[column]);
        }
        histograms.values().values().forEach(histogram -> histogram.scrape(now));
    }

    /** As of the last scrape. */
    double promptTokensInFlight() {
        return promptTokensInFlight;
    }

    double perSecond(RouterCounter counter, double after, double until) {
        return samples.increase(counter.column(), after, until) / (until - after);
    }

    PrometheusHistogram histogram(Signal signal) {
        return histograms.at(signal);
    }

    private void count(RouterCounter counter, double more) {
        counts[counter.column()] += more;
    }

    private void noticeFirstTokens(double now) {
        promptTokensInFlight = 0;
        int kept = 0;
        for (int index = 0; index < withoutFirstToken.size(); index++) {
            ServedRequest request = withoutFirstToken.get(index);
            if (request.firstTokenAt() <= now) {
                histogram(Signal.TTFT).observe(request.timeToFirstTokenSeconds());
            } else if (!request.failed()) {
                promptTokensInFlight += request.arrival().inputTokens();
                withoutFirstToken.set(kept, request);
                kept++;
            }
        }
        withoutFirstToken.subList(kept, withoutFirstToken.size()).clear();
    }
}
