// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.util.Optional;

/**
 * The pod that served a request or was scraped, as far as its telemetry names it.
 *
 * @param uid its uid, unique for ever
 * @param name its name, unique in its namespace while it lives
 * @param ip its address; handed on to another pod later
 * @param group index of its group within a LeaderWorkerSet, all of whose pods are one replica together
 */
public record PodReference(Optional<String> uid, Optional<String> name, Optional<String> ip, Optional<String> group) {
    /** Kubernetes allows no longer name; longer text is not a name, and must not fill memory. */
    private static final int LONGEST_NAME = 253;

    public PodReference {
        uid = uid.filter(PodReference::isName);
        name = name.filter(PodReference::isName);
        ip = ip.filter(PodReference::isName);
        group = group.filter(PodReference::isName);
    }

    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME;
    }

    /** Nothing is said about the pod. */
    public static final PodReference UNKNOWN =
            new PodReference(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A pod by its uid only. */
    public static PodReference ofUid(String uid) {
        return new PodReference(Optional.of(uid), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The key that distinguishes a replica of a LeaderWorkerSet: the name of its leader's pod.
     *
     * @param leaderWorkerSet name of the set
     * @param group index of the group
     */
    public static String groupOf(String leaderWorkerSet, String group) {
        return leaderWorkerSet + "-" + group;
    }

    /** Whether a pod can be found by this reference. */
    public boolean isGiven() {
        return uid.isPresent() || name.isPresent() || ip.isPresent();
    }

    /** The key that distinguishes the replica within its workload: its group, else the pod's uid, name or address. */
    public Optional<String> replica() {
        return group.or(() -> uid).or(() -> name).or(() -> ip);
    }
}
