// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Expects the newest window's rate, as {@link LastValue} does, with the same error: counting, and the drift of a random walk where the
 * rate has just risen. A step up within the window counts from where it began. Who would be believed must beat it.
 */
final class LastRate implements Contender {
    static final String METHOD = "last-value";

    /** Standard deviations of counting that a difference must exceed to be drift. */
    private static final double SIGNIFICANT = 2;

    private final Surprise surprise = new Surprise();
    private @Nullable Sight newest;
    /** Rates since a step up, while the window still holds older ones. */
    private double stepSum;

    private double stepSeconds;

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public void observe(Sight sight) {
        if (newest != null) {
            double passed = Sight.secondsOf(Duration.between(newest.at(), sight.at()));
            follow(sight, newest.windowPerSecond(), passed);
        }
        newest = sight;
    }

    private void follow(Sight sight, double expected, double passed) {
        if (stepSeconds > 0) {
            stepSeconds += passed;
            stepSum += sight.perSecond() * passed;
            if (stepSeconds >= sight.windowSeconds()) {
                stepSeconds = 0;
            }
            return;
        }
        double deviation = Math.sqrt(sight.noise(expected) + sight.windowNoise(expected));
        OptionalDouble step = surprise.weigh((sight.perSecond() - expected) / deviation, sight.perSecond());
        if (step.isPresent() && step.getAsDouble() > expected) {
            stepSeconds = sight.seconds();
            stepSum = step.getAsDouble() * stepSeconds;
        }
    }

    @Override
    public Optional<Outlook> at(double secondsAhead, RateHistory history) {
        if (newest == null) {
            return Optional.empty();
        }
        double window = newest.windowPerSecond();
        if (window == 0) {
            return Optional.of(new Outlook(0, 0));
        }
        double counting = newest.dispersion() * window / newest.windowSeconds();
        if (stepSeconds > 0 && stepSum / stepSeconds > window) {
            double since = stepSum / stepSeconds;
            return Optional.of(Outlook.of(since, newest.dispersion() * since / stepSeconds));
        }
        double intervals = secondsAhead / newest.windowSeconds();
        return Optional.of(Outlook.of(window, counting + drift(newest) * intervals));
    }

    private static double drift(Sight newest) {
        double earlier = newest.before().orElse(newest.windowPerSecond());
        double risen = Math.max(0, newest.windowPerSecond() - earlier);
        double chance = newest.dispersion() * (newest.windowPerSecond() + earlier) / newest.windowSeconds();
        return Math.max(0, risen * risen - SIGNIFICANT * SIGNIFICANT * chance);
    }
}
