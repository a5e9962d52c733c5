// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import io.fabric8.kubernetes.api.model.Pod;

/** What answers at the address of a pod of a workload. */
public interface ModelServer extends AutoCloseable {
    /** Whether it would take a request now. */
    boolean ready();

    @Override
    void close();

    /** Starts the server of a pod that has an address. */
    @FunctionalInterface
    interface Starter {
        ModelServer start(Pod pod);
    }
}
