// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/** The scale subresource of a Deployment. */
public interface ScaleTarget {
    /** Replicas that exist, ready or not. */
    int statusReplicas();

    /** Sets how many there shall be. */
    void scaleTo(int replicas);
}
