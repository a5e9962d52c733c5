// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import dev.headroom.lab.traffic.Arrival;

/** Requests that no engine ever served, for telemetry that lies. */
public final class InventedRequests {
    private InventedRequests() {}

    /** One that took so long; seconds. */
    public static ServedRequest ended(Arrival arrival, double firstTokenAt, double finishedAt) {
        ServedRequest request = new ServedRequest(arrival);
        request.begin();
        request.schedule(arrival.atSeconds());
        request.gotFirstToken(firstTokenAt);
        request.finish(finishedAt);
        return request;
    }
}
