// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.telemetry.snapshot.Reading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;

/**
 * The mean work of a request, in generated tokens: prompt tokens that must be computed count a sixteenth each. It follows the
 * requests slowly, so that chance in a heavy tail of lengths does not move it. One thread at a time.
 */
final class RequestWork {
    /**
     * Work of a prompt token, in generated tokens. On an H100 with an 8 B model a prompt token takes about 1/16 of the time of a generated
     * one in a full batch. (See the design page "one law".)
     */
    static final double PER_PROMPT_TOKEN = 1 / 16.0;

    /** How far the mean moves towards the newest requests in a minute: 0 to 1. */
    static final double SHARE_PER_MINUTE = 0.05;

    private OptionalDouble mean;
    private Instant due = Instant.MIN;
    private int minutes;

    /**
     * Continues from a known mean.
     *
     * @param mean tokens, above 0; empty where it is unknown
     */
    RequestWork(OptionalDouble mean) {
        this.mean = mean;
        this.minutes = mean.isPresent() ? (int) (1 / SHARE_PER_MINUTE) : 0;
    }

    /** The mean after recently ended requests were considered; empty while no request has ended with an answer. */
    OptionalDouble observe(Reading now, Reading recent, Instant at) {
        if (!at.isBefore(due)) {
            OptionalDouble seen = of(minutes == 0 ? recent : now);
            if (seen.isPresent()) {
                minutes++;
                // The first requests that end are the short ones: they must not count for long.
                double share = Math.max(SHARE_PER_MINUTE, 1.0 / minutes);
                double known = mean.orElse(seen.getAsDouble());
                mean = OptionalDouble.of(known + share * (seen.getAsDouble() - known));
                due = at.plus(1, ChronoUnit.MINUTES);
            }
        }
        return mean;
    }

    OptionalDouble mean() {
        return mean;
    }

    /** Work of the mean request of a reading; empty where it has none. */
    static OptionalDouble of(Reading reading) {
        OptionalDouble generated = reading.outputTokens().mean();
        double prompt =
                reading.tokensToCompute().orElse(reading.inputTokens().mean().orElse(0));
        double work = PER_PROMPT_TOKEN * prompt + generated.orElse(0);
        return reading.completed() > 0 && work > 0 ? OptionalDouble.of(work) : OptionalDouble.empty();
    }
}
