// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A level and a slope that wander: Holt's method as an α-β filter with β = α²/(2 − α) (Benedict and Bordner 1962), the slope damped
 * with the distance (Gardner and McKenzie 1985), α tuned by the innovations. The error of both is that of the filter in steady
 * state (Kalata 1984, table II).
 */
final class LocalTrend implements Contender {
    /** Longer than any horizon. */
    static final double UNDAMPED_SECONDS = 1e6;

    /** A slope between fewer is hardly more than noise. */
    private static final double FIRST_RATES = 3;

    /** After a beginning or a step, the slope of fewer rates is chance. */
    private static final int FEWEST = 8;

    private final String method;
    private final double dampingSeconds;
    private final SelfTuning tuning;
    private final Surprise surprise = new Surprise();
    private double level;
    private double slope;
    private double noise;
    private double stepSeconds;
    private double age;
    private long seen;
    private Instant at = Instant.EPOCH;

    /**
     * Knows nothing yet.
     *
     * @param method word for it
     * @param dampingSeconds after which a slope has lost all but 1/e of itself
     */
    LocalTrend(String method, double dampingSeconds, double leastGain, double mostGain) {
        this.method = method;
        this.dampingSeconds = dampingSeconds;
        this.tuning = new SelfTuning(leastGain, mostGain);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public void observe(Sight sight) {
        double passed = Sight.secondsOf(Duration.between(at, sight.at()));
        at = sight.at();
        stepSeconds = sight.seconds();
        age = sight.age();
        if (seen == 0) {
            restart(sight.windowPerSecond());
        } else {
            follow(sight, passed);
        }
        noise = tuning.scale() * sight.noise(level);
    }

    private void follow(Sight sight, double passed) {
        double expected = Math.max(0, level + slope * damped(passed));
        double variance = tuning.scale() * sight.noise(expected) / (1 - gain());
        double error = sight.perSecond() - expected;
        OptionalDouble step = surprise.weigh(error / Math.sqrt(variance), sight.perSecond());
        if (step.isPresent()) {
            // A rise that is steeper than thought has not ended.
            double kept = error > 0 ? Math.max(0, slope) : 0;
            restart(step.getAsDouble());
            slope = kept;
            return;
        }
        double gain = gain();
        level = expected + gain * error;
        slope += slopeGain(gain) * error / passed;
        tuning.tune(error / Math.sqrt(variance));
        seen++;
    }

    private void restart(double perSecond) {
        level = perSecond;
        slope = 0;
        seen = 1;
        tuning.startOver();
    }

    /** Of the least-squares line through the first few rates (Brookner 1998, §1.2.10): α = 2(2n − 1) / (n(n + 1)). */
    private double gain() {
        double n = (double) seen + FIRST_RATES;
        return Math.max(tuning.gain(), 2 * (2 * n - 1) / (n * (n + 1)));
    }

    private static double slopeGain(double gain) {
        return gain * gain / (2 - gain);
    }

    private double damped(double seconds) {
        return dampingSeconds * -Math.expm1(-seconds / dampingSeconds);
    }

    @Override
    public Optional<Outlook> at(double secondsAhead, RateHistory history) {
        if (seen < FEWEST) {
            return Optional.empty();
        }
        double a = gain();
        double b = slopeGain(a);
        double whole = a * (4 - 2 * a - b);
        double ahead = damped(secondsAhead + age);
        double steps = ahead / stepSeconds;
        double ofLevel = (2 * a * a + b * (2 - 3 * a)) / whole;
        double ofBoth = b * (2 * a - b) / whole;
        double ofSlope = 2 * b * b / whole;
        double variance = noise * (ofLevel + 2 * steps * ofBoth + steps * steps * ofSlope);
        return Optional.of(Outlook.of(level + slope * ahead, variance));
    }

    SelfTuning tuning() {
        return tuning;
    }
}
