// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.Comparator;

/**
 * Whom a ReplicaSet removes first: the ones without a node, then those that are not ready, then the youngest. As
 * controller_utils.go of Kubernetes ranks pods, but for its coarse, random look at the age of ready ones.
 */
final class RemovalOrder {
    static final Comparator<Pod> FIRST_TO_GO = Comparator.comparing(Pod::phase)
            .thenComparing(Pod::readyAt, Comparator.reverseOrder())
            .thenComparing(Pod::createdAt, Comparator.reverseOrder());

    private RemovalOrder() {}
}
