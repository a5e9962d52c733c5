// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.serving.Users.Lived;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.scaler.slo.Signal;

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
        return lived.firstTokenSeconds() <= limits.limit(Signal.TTFT)
                && lived.interTokenSeconds() <= limits.limit(Signal.ITL)
                && lived.endToEndSeconds() <= limits.limit(Signal.E2E);
    }
}
