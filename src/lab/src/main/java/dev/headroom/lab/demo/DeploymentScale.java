// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.fleet.Fleet;

/**
 * Where the thread of KEDA and the thread of the simulation meet: the one leaves a wish, the other carries it out and leaves
 * what there is.
 */
final class DeploymentScale {
    private volatile int wanted;
    private volatile int status;

    DeploymentScale(int replicas) {
        wanted = replicas;
        status = replicas;
    }

    /** Replicas that exist, ready or not. */
    int statusReplicas() {
        return status;
    }

    /** Sets how many there shall be. */
    void scaleTo(int replicas) {
        wanted = replicas;
    }

    /** On the thread of the simulation. */
    void applyTo(Fleet fleet) {
        int wish = wanted;
        if (wish != fleet.replicas()) {
            fleet.scaleTo(wish);
        }
        status = fleet.replicas();
    }
}
