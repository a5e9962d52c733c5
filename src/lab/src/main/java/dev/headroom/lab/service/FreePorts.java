// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Two ports nobody listens on.
 *
 * @param grpc for KEDA
 * @param http for people and Prometheus
 */
public record FreePorts(int grpc, int http) {
    /** Both are open at once before either is given back, so they differ. */
    public static FreePorts onLoopback() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket grpc = new ServerSocket(0, 1, loopback);
                ServerSocket http = new ServerSocket(0, 1, loopback)) {
            return new FreePorts(grpc.getLocalPort(), http.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException("no free loopback ports for the service", failure);
        }
    }
}
