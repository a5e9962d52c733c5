// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/** Something that goes wrong at one moment of an episode. */
public sealed interface ClusterFault {
    /** When, in seconds since the episode's start. */
    double atSeconds();

    /** Lets it happen, at the fleet's present moment. */
    void strike(Fleet fleet);

    /**
     * No node can be had: pods that have none wait until it is over.
     *
     * @param atSeconds begins
     * @param forSeconds lasts
     */
    record NodeStockOut(double atSeconds, double forSeconds) implements ClusterFault {
        public NodeStockOut {
            requireTimes(atSeconds, forSeconds);
        }

        @Override
        public void strike(Fleet fleet) {
            fleet.noNodesBefore(atSeconds + forSeconds);
        }
    }

    /**
     * Nodes are taken away at once, and the requests in hand of their pods are lost. The Deployment makes new pods in their place.
     *
     * @param atSeconds when
     * @param pods how many, drawn from those that have a node; all of them where they are fewer
     */
    record SpotLoss(double atSeconds, int pods) implements ClusterFault {
        public SpotLoss {
            requireTimes(atSeconds, 0);
            if (pods < 1) {
                throw new IllegalArgumentException("a spot loss takes 1 pod or more, was " + pods);
            }
        }

        @Override
        public void strike(Fleet fleet) {
            fleet.loseNodes(pods);
        }
    }

    /**
     * The oldest pod that is starting, or else the next one, does not become ready in its time.
     *
     * @param atSeconds when
     * @param forSeconds so much longer it takes; infinite for ever
     */
    record StuckStart(double atSeconds, double forSeconds) implements ClusterFault {
        public StuckStart {
            requireTimes(atSeconds, forSeconds);
        }

        @Override
        public void strike(Fleet fleet) {
            fleet.stickAStart(forSeconds);
        }
    }

    /**
     * One ready replica, drawn, becomes slow; none where none is ready.
     *
     * @param atSeconds when
     * @param factor its steps take so many times as long; above 0
     * @param forSeconds so long; infinite for ever
     */
    record SlowReplica(double atSeconds, double factor, double forSeconds) implements ClusterFault {
        public SlowReplica {
            requireTimes(atSeconds, forSeconds);
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a slow replica's factor must be above 0, was " + factor);
            }
        }

        @Override
        public void strike(Fleet fleet) {
            fleet.slowAReplica(factor, forSeconds);
        }
    }

    /**
     * Somebody sets the Deployment's replicas by hand.
     *
     * @param atSeconds when
     * @param replicas to; 0 or more
     */
    record ManualReplicas(double atSeconds, int replicas) implements ClusterFault {
        public ManualReplicas {
            requireTimes(atSeconds, 0);
            if (replicas < 0) {
                throw new IllegalArgumentException("replicas set by hand must be 0 or more, were " + replicas);
            }
        }

        @Override
        public void strike(Fleet fleet) {
            fleet.scaleTo(replicas);
        }
    }

    private static void requireTimes(double atSeconds, double forSeconds) {
        if (!(atSeconds >= 0 && atSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a fault's atSeconds must be 0 or more, was " + atSeconds);
        }
        if (!(forSeconds >= 0)) {
            throw new IllegalArgumentException("a fault's forSeconds must be 0 or more, was " + forSeconds);
        }
    }
}
