// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A level that wanders, seen through the noise of counting: the steady Kalman filter of the local-level model (Harvey 1989, §4.1.2),
 * whose gain K belongs to the ratio of variances q/R = K²/(1 − K). Both are tuned by its innovations.
 */
final class LocalLevel implements Contender {
    static final String METHOD = "local-level";

    private static final double LEAST_GAIN = 0.03;
    private static final double MOST_GAIN = 0.8;

    private final SelfTuning tuning = new SelfTuning(LEAST_GAIN, MOST_GAIN);
    private final Surprise surprise = new Surprise();
    private double level;
    private double noise;
    private double stepSeconds;
    private long seen;

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public void observe(Sight sight) {
        stepSeconds = sight.seconds();
        if (seen == 0) {
            restart(sight.windowPerSecond(), Math.max(1, Math.round(sight.windowSeconds() / sight.seconds())));
        } else {
            follow(sight);
        }
        noise = tuning.scale() * sight.noise(level);
    }

    private void follow(Sight sight) {
        double variance = tuning.scale() * sight.noise(level) / (1 - gain());
        double deviations = (sight.perSecond() - level) / Math.sqrt(variance);
        OptionalDouble step = surprise.weigh(deviations, sight.perSecond());
        if (step.isPresent()) {
            restart(step.getAsDouble(), 1);
            return;
        }
        level += gain() * (sight.perSecond() - level);
        tuning.tune(deviations);
        seen++;
    }

    private void restart(double perSecond, long steps) {
        level = perSecond;
        seen = steps;
        tuning.startOver();
    }

    /** The first few rates are averaged. */
    private double gain() {
        return Math.max(tuning.gain(), 1.0 / (double) (seen + 1));
    }

    @Override
    public Optional<Outlook> at(double secondsAhead, RateHistory history) {
        if (seen == 0) {
            return Optional.empty();
        }
        double steady = tuning.gain();
        double wander = steady * steady / (1 - steady) * secondsAhead / stepSeconds;
        return Optional.of(Outlook.of(level, noise * (gain() + wander)));
    }

    SelfTuning tuning() {
        return tuning;
    }
}
