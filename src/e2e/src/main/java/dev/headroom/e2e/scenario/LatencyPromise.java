// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.serving.Users.Lived;
import dev.headroom.lab.engine.ServedRequest;
import java.util.List;

/**
 * What users are promised: a share of them gets its first token and its whole answer within limits.
 *
 * @param share of the requests, 0 to 1
 * @param firstTokenSeconds limit of the wait for the first token
 * @param endToEndSeconds limit of the wait for the whole answer
 */
record LatencyPromise(double share, double firstTokenSeconds, double endToEndSeconds) {
    /** Of the shipped policy. */
    static final LatencyPromise SHIPPED = new LatencyPromise(0.95, 0.8, 20);

    boolean keptFor(ServedRequest request) {
        return request.finished()
                && request.timeToFirstTokenSeconds() <= firstTokenSeconds
                && request.endToEndSeconds() <= endToEndSeconds;
    }

    boolean keptFor(Lived lived) {
        return lived.firstTokenSeconds() <= firstTokenSeconds && lived.endToEndSeconds() <= endToEndSeconds;
    }

    /** Share of users who got it; 1 where there were none. */
    double keptShare(List<Lived> lived) {
        return lived.isEmpty()
                ? 1
                : (double) lived.stream().filter(this::keptFor).count() / lived.size();
    }
}
