// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.episode.FleetMaker;
import dev.headroom.lab.fleet.LeadTime;
import java.util.OptionalInt;

/**
 * Clusters without faults, whose lead times are even spreads with the median and standard deviation of the protocol's lognormals
 * (warm: 105 s, 0.15; new: 300 s, 0.30; slow: 600 s, 0.35).
 */
public final class PlainClusters implements ReplayParts.Clusters {
    private static final String FORM = "must be warm, new, slow, or whole seconds such as 30";
    /** Half the width of an even spread over its standard deviation. */
    private static final double ROOT_OF_3 = Math.sqrt(3);
    /** The scheduler's part of a start on a node that is there. */
    private static final double BINDING_SHARE = 0.1;

    @Override
    public LeadTime leadTime(String name) {
        return switch (name) {
            case "warm" -> spread(105, 0.15);
            case "new" -> spread(300, 0.30);
            case "slow" -> spread(600, 0.35);
            default -> {
                OptionalInt seconds = Times.parse(name);
                if (seconds.isEmpty()) {
                    throw new IllegalArgumentException(FORM + ", was '" + name + "'");
                }
                yield new LeadTime(seconds.getAsInt(), seconds.getAsInt(), BINDING_SHARE);
            }
        };
    }

    @Override
    public int slowSeconds(String leadTimeName) {
        return 0;
    }

    @Override
    public FleetMaker fleets(String router) {
        if (!router.isEmpty()) {
            throw new IllegalArgumentException("must be left out, for there is one router only, was '" + router + "'");
        }
        return FleetMaker.PLAIN;
    }

    private static LeadTime spread(double medianSeconds, double variation) {
        double half = medianSeconds * variation * ROOT_OF_3;
        return new LeadTime(medianSeconds - half, medianSeconds + half, BINDING_SHARE);
    }
}
