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
    private volatile int removals;

    DeploymentScale(int replicas) {
        wanted = replicas;
        status = replicas;
    }

    /** Replicas that exist, ready or not. */
    int statusReplicas() {
        return status;
    }

    /** How many there shall be. */
    int wanted() {
        return wanted;
    }

    /** Steps down so far. */
    int removals() {
        return removals;
    }

    /** Sets how many there shall be; called by the thread of KEDA alone. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void scaleTo(int replicas) {
        if (replicas < wanted) {
            removals++;
        }
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
