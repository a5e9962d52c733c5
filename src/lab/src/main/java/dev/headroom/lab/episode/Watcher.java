// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Fleet;

/** Keeps one kind of record of a run. */
interface Watcher {
    /** A request is about to be routed. */
    default void arrived(ServedRequest request) {}

    /** A request was finished or lost. */
    default void ended(ServedRequest request) {}

    /** Another second is over, the policy was asked and the fleet was told. */
    default void answered(int now, Fleet fleet, int wanted) {}

    /** Nothing ends it any more: the episode is over. */
    default void unfinished(ServedRequest request) {}
}
