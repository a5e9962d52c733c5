// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

/** The observer of a request. Two of them may report the same one, with latencies of their own. */
public enum Observer {
    /** The model server itself. */
    SERVER,
    /** A gateway before it: its latencies have the network and its own queue in them. */
    GATEWAY,
    /** The caller. */
    CLIENT,
    /** The event does not say; assumed to be a gateway's, because gateways write such events. */
    UNKNOWN;

    /** Whether it is the model server. */
    public boolean isServer() {
        return this == SERVER;
    }
}
