// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.Pod;
import java.util.stream.Stream;

/** Replicas that are simply what was set. */
public final class Replicas implements FleetSight {
    private int count;

    /** So many to begin with. */
    public Replicas(int count) {
        this.count = count;
    }

    /** So many from now on. */
    public void set(int wanted) {
        count = wanted;
    }

    @Override
    public int replicas() {
        return count;
    }

    @Override
    public int ready() {
        return count;
    }

    @Override
    public Stream<Pod> wanted() {
        return Stream.empty();
    }

    @Override
    public Stream<Pod> answering() {
        return Stream.empty();
    }

    @Override
    public int unrouted() {
        return 0;
    }
}
