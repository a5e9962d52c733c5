// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.forecasting;

import dev.headroom.lab.traffic.RateShape;
import dev.headroom.scaler.forecast.ForecastContest;
import dev.headroom.scaler.forecast.RateForecast;
import dev.headroom.scaler.history.RateHistory;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Shows a contest arrivals as they come, and compares what it and the last value expect with what came. Nothing is learnt before
 * the first arrival, and all forecasts but those of the first minute count.
 */
final class ForecastTrial {
    private static final int STEP_SECONDS = 15;
    private static final int OUTCOME_SECONDS = 60;
    /** What is admitted is visible a second later. */
    private static final int DELAY_SECONDS = 1;

    private final CountedArrivals arrivals;
    private final Optional<RateShape> truth;
    private final Duration horizon;
    private final ForecastContest contest = new ForecastContest();
    private final Verdict ofContest = new Verdict();
    private final Verdict ofLastValue = new Verdict();
    private RateHistory history = RateHistory.NOTHING;

    /**
     * Before its first step.
     *
     * @param arrivals what is seen
     * @param truth the rate they were drawn at; where it is not known, a minute's count stands for it
     * @param horizon in whole seconds
     */
    ForecastTrial(CountedArrivals arrivals, Optional<RateShape> truth, Duration horizon) {
        this.arrivals = arrivals;
        this.truth = truth;
        this.horizon = horizon;
    }

    /** Runs to the end. */
    void run() {
        int ahead = (int) horizon.toSeconds();
        int last = arrivals.seconds() - ahead - OUTCOME_SECONDS;
        for (int second = OUTCOME_SECONDS; second < last; second += STEP_SECONDS) {
            ArrivalRate rate = arrivals.rateAt(second).orElseThrow();
            Optional<ArrivalRate> before = arrivals.rateBefore(rate);
            Instant now = rate.to().plusSeconds(DELAY_SECONDS);
            history = history.observing(rate);
            contest.observe(rate, before, history, now, horizon);
            double outcome = outcomeAt(second + DELAY_SECONDS + ahead);
            add(ofContest, contest.forecast(rate, before, history, now, horizon), outcome);
            add(ofLastValue, new ForecastContest().forecast(rate, before, history, now, horizon), outcome);
        }
    }

    private static void add(Verdict verdict, Optional<RateForecast> forecast, double outcome) {
        RateForecast expected = forecast.orElseThrow();
        verdict.add(expected.distribution(), expected.method(), outcome);
    }

    private double outcomeAt(int second) {
        int from = second - OUTCOME_SECONDS / 2;
        return truth.map(rate -> mean(rate, from)).orElseGet(() -> arrivals.perSecond(from, from + OUTCOME_SECONDS));
    }

    private static double mean(RateShape rate, int from) {
        double sum = 0;
        for (int second = from; second < from + OUTCOME_SECONDS; second++) {
            sum += rate.perSecond(second + 0.5);
        }
        return sum / OUTCOME_SECONDS;
    }

    Verdict ofContest() {
        return ofContest;
    }

    Verdict ofLastValue() {
        return ofLastValue;
    }
}
