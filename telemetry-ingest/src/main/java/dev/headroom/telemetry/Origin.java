// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.util.Optional;

/**
 * Where a request ran, in the words of its telemetry. Attribution turns it into a {@link WorkloadKey}.
 *
 * @param namespace Kubernetes namespace
 * @param target the scale target, explicit or from Kubernetes attributes of the source
 * @param model the served model as clients name it
 * @param pod the pod that served it
 */
public record Origin(
        Optional<String> namespace, Optional<ScaleTarget> target, Optional<String> model, PodReference pod) {
    /** An origin about which the telemetry says nothing. */
    public static final Origin UNKNOWN =
            new Origin(Optional.empty(), Optional.empty(), Optional.empty(), PodReference.UNKNOWN);

    /** The same origin, serving {@code servedModel}. */
    public Origin serving(String servedModel) {
        return new Origin(namespace, target, Optional.of(servedModel), pod);
    }
}
