// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import java.util.List;
import java.util.Optional;

/**
 * The server by the host that a client called.
 *
 * @param namespace of the Service, where the host is the name of one: {@code chat.llm.svc.cluster.local} or {@code chat.llm}
 * @param ip of the pod, where the host is an address
 */
record ServerAddress(Optional<String> namespace, Optional<String> ip) {
    /** The label by which a cluster's own names of Services are known. */
    private static final String SERVICE = "svc";

    /** Kubernetes allows no longer name. */
    private static final int LONGEST_HOST = 253;

    /** Reads the host; any other text gives nothing. */
    static ServerAddress of(String host) {
        if (host.length() > LONGEST_HOST) {
            return new ServerAddress(Optional.empty(), Optional.empty());
        }
        Optional<String> address = PodAddress.in(host);
        return address.isPresent()
                ? new ServerAddress(Optional.empty(), address)
                : new ServerAddress(namespaceIn(List.of(host.split("\\.", -1))), Optional.empty());
    }

    /** The origin of the called server; {@code stated} has all other known attributes. */
    Origin of(Origin stated) {
        return new Origin(
                namespace.or(stated::namespace),
                stated.targets(),
                stated.models(),
                new PodReference(Optional.empty(), Optional.empty(), ip, Optional.empty()));
    }

    private static Optional<String> namespaceIn(List<String> labels) {
        int service = labels.lastIndexOf(SERVICE);
        int at = labels.size() == 2 ? 1 : service - 1;
        return at >= 1 && isLabel(labels.get(at)) ? Optional.of(labels.get(at)) : Optional.empty();
    }

    private static boolean isLabel(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
    }
}
