// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.attribute.Quarantined;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An identity in quarantine as JSON. Fields that its telemetry lacks are left out.
 *
 * @param yaml the missing setting, to copy
 * @param candidates workloads that it may belong to: those with its model, else those of its namespace; at most five
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record UnattributedView(
        String reason,
        Said said,
        String missing,
        String yaml,
        List<String> candidates,
        long count,
        String firstSeen,
        String lastSeen) {
    static UnattributedView of(Quarantined one, List<String> candidates) {
        return new UnattributedView(
                word(one.identity().reason()),
                Said.of(one.identity(), one.pod()),
                one.missing(),
                one.yaml(),
                candidates,
                one.count(),
                one.firstSeen().toString(),
                one.lastSeen().toString());
    }

    static String word(Attributed.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** The identity's own attributes; the pod is that of the newest telemetry. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Said(
            String topic,
            @Nullable String namespace,
            @Nullable String target,
            List<String> models,
            @Nullable String podUid,
            @Nullable String podName,
            @Nullable String podIp) {
        static Said of(Quarantined.Identity identity, PodReference pod) {
            return new Said(
                    identity.topic().name(),
                    identity.namespace().orElse(null),
                    identity.target().orElse(null),
                    identity.models(),
                    pod.uid().orElse(null),
                    pod.name().orElse(null),
                    pod.ip().orElse(null));
        }
    }
}
