// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import dev.headroom.broker.ClosedPorts;

/**
 * Two ports nobody listens on.
 *
 * @param grpc for KEDA
 * @param http for people and Prometheus
 */
public record FreePorts(int grpc, int http) {
    /** Two that differ. */
    public static FreePorts onLoopback() {
        int[] ports = ClosedPorts.several(2);
        return new FreePorts(ports[0], ports[1]);
    }
}
