// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import java.util.OptionalInt;

/**
 * One policy in one episode, with all that belongs to it: its own monitoring, its controller or the HPA, their delays. One thread,
 * and time goes forward only.
 */
public interface ScalingPolicy {
    /** A request came to the router. Most policies have nobody there who tells them. */
    default void admitted(ServedRequest request) {}

    /** A pod has sent a request's last token, or lost it; what of that is seen, and when, is the policy's affair. */
    default void ended(PodIdentity pod, ServedRequest request) {}

    /**
     * Lets everything happen that happens by {@code now}: scrapes, evaluations, the HPA's syncs. Called once a second.
     *
     * @param now seconds since the episode's start
     * @param fleet what can be scraped and counted
     * @return replicas to set; empty leaves them
     */
    OptionalInt advanceTo(double now, FleetSight fleet);

    /** Why the newest decision is what it is, in one sentence; empty where a policy cannot say. */
    default String because() {
        return "";
    }
}
