// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Expects the newest window's rate, as {@link LastValue} does, with the same error: counting, and the drift of a random walk where the
 * rate has risen, over one window or over several. A step up within the window counts from where it began. Who would be believed must beat it.
 */
final class LastRate implements Contender {
    static final String METHOD = "last-value";

    /** Standard deviations of counting that a difference must exceed to be drift. */
    private static final double SIGNIFICANT = 2;

    /** A slope that a minute hides shows over several. */
    private static final double LONG_SPAN_SECONDS = 300;

    private final LocalLevel level;
    private final Deque<Sight> past = new ArrayDeque<>();
    private final Surprise surprise = new Surprise();
    private @Nullable Sight newest;
    /** Rates since a step up, while the window still holds older ones. */
    private double stepSum;

    private double stepSeconds;

    /**
     * Knows nothing yet.
     *
     * @param level tells how much more than by counting rates vary; observed by its owner
     */
    LastRate(LocalLevel level) {
        this.level = level;
    }

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
        past.add(sight);
        while (Sight.secondsOf(Duration.between(past.element().at(), sight.at())) > LONG_SPAN_SECONDS) {
            past.remove();
        }
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
        double deviation = Math.sqrt(level.tuning().scale() * (sight.noise(expected) + sight.windowNoise(expected)));
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
        double drift = driftSince(newest.before().orElse(window), newest.windowSeconds(), newest);
        Sight oldest = past.element();
        double span = Sight.secondsOf(Duration.between(oldest.at(), newest.at()));
        if (span > 2 * newest.windowSeconds()) {
            drift = Math.max(drift, driftSince(window - lastingRise(oldest, newest, span), span, newest));
        }
        return Optional.of(Outlook.of(window, counting + drift * secondsAhead));
    }

    /** A rise of both halves of the past; a step is of one, and over. */
    private double lastingRise(Sight oldest, Sight newest, double span) {
        Instant middle = oldest.at().plusMillis(Math.round(span / 2 * 1e3));
        Sight half = past.stream()
                .filter(sight -> !sight.at().isBefore(middle))
                .findFirst()
                .orElse(newest);
        double earlier = half.windowPerSecond() - oldest.windowPerSecond();
        double later = newest.windowPerSecond() - half.windowPerSecond();
        return Math.max(0, 2 * Math.min(earlier, later));
    }

    /** Variance by which a second of such a rise adds to the error. */
    private static double driftSince(double earlier, double seconds, Sight newest) {
        double risen = Math.max(0, newest.windowPerSecond() - earlier);
        double chance = newest.dispersion() * (newest.windowPerSecond() + earlier) / newest.windowSeconds();
        return Math.max(0, risen * risen - SIGNIFICANT * SIGNIFICANT * chance) / seconds;
    }
}
