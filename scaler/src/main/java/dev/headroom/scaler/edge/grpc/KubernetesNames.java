// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import java.util.regex.Pattern;

/**
 * Names as the API server accepts them (RFC 1123; kubernetes.io, "Object Names and IDs"): no other object exists, so no other name is
 * ever kept, shared or written into a topic's key.
 */
final class KubernetesNames {
    static final String LABEL_RULE = "must be a DNS-1123 label: 1 to 63 of a-z, 0-9 and -, no - at either end";
    static final String SUBDOMAIN_RULE =
            "must be a DNS-1123 subdomain: 1 to 253 of a-z, 0-9, - and ., each part between dots begins and ends with a-z or 0-9";

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUBDOMAIN = 253;
    private static final String PART = "[a-z0-9](?:[-a-z0-9]*+(?<!-))?";
    private static final Pattern LABEL = Pattern.compile(PART);
    private static final Pattern SUBDOMAIN = Pattern.compile(PART + "(?:\\." + PART + ")*+");

    private KubernetesNames() {}

    /** Whether a namespace can have this name. */
    static boolean isLabel(String name) {
        return name.length() <= LONGEST_LABEL && LABEL.matcher(name).matches();
    }

    /** Whether a ScaledObject or a ConfigMap can have this name. */
    static boolean isSubdomain(String name) {
        return name.length() <= LONGEST_SUBDOMAIN && SUBDOMAIN.matcher(name).matches();
    }
}
