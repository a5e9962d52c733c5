// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

/**
 * How replicas lie on nodes of one size. A replica takes whole GPUs of one node; a larger one takes whole nodes.
 *
 * @param gpusPerReplica at least 1
 * @param gpusPerNode at least 1
 */
public record NodeShape(int gpusPerReplica, int gpusPerNode) {
    public NodeShape {
        if (gpusPerReplica < 1 || gpusPerNode < 1) {
            throw new IllegalArgumentException(
                    "replicas and nodes have GPUs, were " + gpusPerReplica + " and " + gpusPerNode);
        }
    }

    /** The fewest nodes that hold this number of replicas and nothing else. */
    public long nodesFor(int replicas) {
        int each = gpusPerNode / gpusPerReplica;
        return each > 0 ? ceilDiv(replicas, each) : replicas * ceilDiv(gpusPerReplica, gpusPerNode);
    }

    /** GPUs of this number of replicas. */
    public long gpusFor(int replicas) {
        return (long) replicas * gpusPerReplica;
    }

    /** GPUs of their nodes that no replica uses. */
    public long unusedGpus(int replicas) {
        return nodesFor(replicas) * gpusPerNode - gpusFor(replicas);
    }

    /** Both are 0 or more, the second above 0. */
    private static long ceilDiv(long number, long by) {
        return -Math.floorDiv(-number, by);
    }
}
