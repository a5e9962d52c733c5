// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Expects the newest window's rate. Its error is that of counting, and the drift of a random walk where the rate has risen, over one
 * window or over several. A step up within the window counts from where it began. Who would be believed must beat it.
 */
final class LastRate implements Contender {
    static final String METHOD = "last-value";

    /** Standard deviations of counting that a difference must exceed to be drift. */
    private static final double SIGNIFICANT = 2;

    /** A rise that goes on as it was is exceeded once in 20 times. */
    private static final double GOES_ON = NormalScore.of(0.95);

    /** A slope that a minute hides shows over several; one that is young over few. */
    private static final double[] SPAN_SECONDS = {150, 300};

    private static final double LONGEST_SPAN_SECONDS = SPAN_SECONDS[SPAN_SECONDS.length - 1];

    /**
     * A step comes at any moment of the interval that first shows it, and is rather believed the earlier it came: of the rise so much
     * shows there in the mean.
     */
    private static final double SEEN_OF_STEP = 0.75;

    private static final double MILLIS = 1e3;

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
        while (Sight.secondsOf(Duration.between(past.element().at(), sight.at()))
                > LONGEST_SPAN_SECONDS + sight.windowSeconds()) {
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
            stepSum = (expected + (step.getAsDouble() - expected) / SEEN_OF_STEP) * stepSeconds;
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
        double lasting = lastingRise(newest, secondsAhead);
        if (stepSeconds > 0 && stepSum / stepSeconds > window) {
            double since = stepSum / stepSeconds;
            return Optional.of(Outlook.of(since, newest.dispersion() * since / stepSeconds + lasting));
        }
        double rise = goesOn(newest.before().orElse(window), newest.windowSeconds(), newest, secondsAhead);
        double share = rise > lasting ? slopeShare(newest, newest.windowSeconds()) : 1;
        return Optional.of(Outlook.of(window, counting + Math.max(share * rise, lasting)));
    }

    /** Variance by the rise over the span that tells of the largest. */
    private double lastingRise(Sight newest, double secondsAhead) {
        double most = 0;
        for (double seconds : SPAN_SECONDS) {
            Sight oldest = since(newest.at().minusMillis(Math.round(seconds * MILLIS)), newest);
            double span = Sight.secondsOf(Duration.between(oldest.at(), newest.at()));
            if (span > 2 * newest.windowSeconds()) {
                double before = newest.windowPerSecond() - risen(oldest, newest, span);
                double goesOn = goesOn(before, span, newest, secondsAhead);
                most = Math.max(most, goesOn > 0 ? slopeShare(newest, span) * goesOn : 0);
            }
        }
        return most;
    }

    /** A window's rate looks a window further back. */
    private double slopeShare(Sight newest, double seconds) {
        Instant from = newest.at().minusMillis(Math.round((seconds + newest.windowSeconds()) * MILLIS));
        List<Sight> sights =
                past.stream().filter(sight -> sight.at().isAfter(from)).toList();
        double share = StepOrSlope.slopeShare(sights, newest.noise(newest.windowPerSecond()));
        // A variance is a square.
        return share * share;
    }

    private Sight since(Instant instant, Sight newest) {
        return past.stream()
                .filter(sight -> !sight.at().isBefore(instant))
                .findFirst()
                .orElse(newest);
    }

    /** A rise of both halves of the past; a step is of one, and over. */
    private double risen(Sight oldest, Sight newest, double span) {
        Sight half = since(oldest.at().plusMillis(Math.round(span / 2 * MILLIS)), newest);
        double earlier = half.windowPerSecond() - oldest.windowPerSecond();
        double later = newest.windowPerSecond() - half.windowPerSecond();
        return Math.max(0, 2 * Math.min(earlier, later));
    }

    /** Variance that such a rise adds to the error: a random walk's, but no more than the rise could bring if it went on. */
    private static double goesOn(double earlier, double seconds, Sight newest, double secondsAhead) {
        double risen = Math.max(0, newest.windowPerSecond() - earlier);
        double chance = newest.dispersion() * (newest.windowPerSecond() + earlier) / newest.windowSeconds();
        double beyond = Math.max(0, risen * risen - SIGNIFICANT * SIGNIFICANT * chance);
        // The window's rate is that of its middle.
        double spans = (secondsAhead + newest.windowSeconds() / 2) / seconds;
        return beyond * Math.min(spans, spans * spans / (GOES_ON * GOES_ON));
    }
}
