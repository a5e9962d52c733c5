// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.serving.Users.Lived;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.scaler.slo.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What users are promised: a share of them gets each token in time.
 *
 * @param share of the requests, 0 to 1
 * @param limits of one request
 */
record LatencyPromise(double share, Promise limits) {
    /** Of the shipped policy. */
    static final LatencyPromise SHIPPED = new LatencyPromise(0.95, new Promise(0.8, 0.050, 20));

    boolean keptFor(ServedRequest request) {
        return request.finished() && limits.keptBy(request);
    }

    boolean keptFor(Lived lived) {
        return Arrays.stream(Signal.values()).allMatch(signal -> secondsOf(signal, lived) <= limits.limit(signal));
    }

    /** How many requests were beyond each limit, and the longest time of each. */
    String misses(List<Lived> all) {
        return Arrays.stream(Signal.values())
                .map(signal -> String.format(
                        Locale.ROOT,
                        "%s late %d times, at most %.3f s",
                        signal.word(),
                        all.stream()
                                .filter(one -> secondsOf(signal, one) > limits.limit(signal))
                                .count(),
                        all.stream()
                                .mapToDouble(one -> secondsOf(signal, one))
                                .max()
                                .orElse(0)))
                .collect(Collectors.joining(", "));
    }

    private static double secondsOf(Signal signal, Lived lived) {
        return switch (signal) {
            case TTFT -> lived.firstTokenSeconds();
            case ITL -> lived.interTokenSeconds();
            case E2E -> lived.endToEndSeconds();
        };
    }
}
