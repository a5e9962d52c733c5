// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Who a pod is to Kubernetes.
 *
 * @param namespace of the Deployment
 * @param deployment that owns it
 * @param name unique in the namespace
 * @param uid unique for ever
 */
public record PodIdentity(String namespace, String deployment, String name, String uid) {
    /** The letters Kubernetes makes names of: none that could spell a word. */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX_LENGTH = 5;
    /** Stands for the ReplicaSet: the demo never rolls out a second one. */
    private static final String REPLICA_SET = "6d9f7c5b4d";

    static PodIdentity drawn(String namespace, String deployment, RandomGenerator chance) {
        StringBuilder name =
                new StringBuilder(deployment).append('-').append(REPLICA_SET).append('-');
        for (int letter = 0; letter < SUFFIX_LENGTH; letter++) {
            name.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        UUID uid = new UUID(chance.nextLong(), chance.nextLong());
        return new PodIdentity(namespace, deployment, name.toString(), uid.toString());
    }
}
