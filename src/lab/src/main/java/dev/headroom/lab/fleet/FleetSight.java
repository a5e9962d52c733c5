// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.stream.Stream;

/** What anybody in the cluster can see of a fleet: the Deployment's status, and the pods that answer a scrape. */
public interface FleetSight {
    /** Replicas as the Deployment counts them: starting and ready. */
    int replicas();

    /** Replicas that take requests. */
    int ready();

    /** Pods that count as replicas, in every phase of their life. */
    Stream<Pod> wanted();

    /** The pods whose server answers, whoever asks: ready ones and those that drain. */
    Stream<Pod> answering();

    /** Requests that wait at the router because no replica is ready. */
    int unrouted();
}
