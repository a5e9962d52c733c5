// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/** What can be done to a fleet besides scaling it; each at the present moment. */
public interface FaultTarget {
    /** Pods without a node get none before {@code time}. */
    void noNodesBefore(double time);

    /** So many pods vanish with their nodes. */
    void loseNodes(int pods);

    /** One start takes so much longer. */
    void stickAStart(double seconds);

    /** One ready pod's steps take {@code factor} times as long, for so many seconds. */
    void slowAReplica(double factor, double seconds);

    /** The Deployment's replicas, set by hand. */
    void setReplicas(int replicas);
}
