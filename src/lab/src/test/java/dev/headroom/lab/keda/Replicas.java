// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.Pod;
import java.util.stream.Stream;

/** Replicas that are simply what was set. */
final class Replicas implements FleetSight {
    private int count;

    Replicas(int count) {
        this.count = count;
    }

    void set(int wanted) {
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
