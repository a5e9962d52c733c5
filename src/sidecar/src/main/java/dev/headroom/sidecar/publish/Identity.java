// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server of the reported requests.
 *
 * @param beside whether this stands beside the one server that answers; else before several
 * @param namespace of the target
 * @param kind of the target
 * @param name of the target
 * @param pod of the server; empty before several
 * @param podUid of the server; empty before several
 * @param node of the server; empty before several
 */
public record Identity(
        boolean beside,
        Optional<String> namespace,
        String kind,
        Optional<String> name,
        Optional<String> pod,
        Optional<String> podUid,
        Optional<String> node) {
    /** Names as the API server accepts them (RFC 1123). */
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?");

    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");

    public Identity {
        require("namespace", namespace, NAME, "a name in Kubernetes");
        require("kind", Optional.of(kind), KIND, "a kind such as Deployment");
        require("name", name, NAME, "a name in Kubernetes");
        if (namespace.isEmpty() && podUid.isEmpty()) {
            throw new IllegalArgumentException(
                    "headroom.sidecar.target.namespace or headroom.sidecar.pod.uid must be set: one of them assigns requests to a workload");
        }
        if (!beside && (pod.isPresent() || podUid.isPresent())) {
            throw new IllegalArgumentException(
                    "headroom.sidecar.pod must be unset with observer GATEWAY: the gateway's pod is not a model server");
        }
    }

    private static void require(String key, Optional<String> value, Pattern form, String rule) {
        if (value.isPresent() && !form.matcher(value.get()).matches()) {
            throw new IllegalArgumentException(
                    "headroom.sidecar.target." + key + " must be " + rule + ", was '" + value.get() + "'");
        }
    }

    /** Key of all records: one target's events stay in their order. */
    String key() {
        return namespace.orElse("") + "/" + kind + "/"
                + name.or(() -> pod).or(() -> podUid).orElse("");
    }
}
