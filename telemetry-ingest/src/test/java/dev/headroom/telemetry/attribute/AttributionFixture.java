// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.TargetName;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed.To;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Origins, claims and pods to test attribution with; each {@code with}-like call gives a changed copy. */
record AttributionFixture(Origin origin) {
    static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    static final WorkloadKey CODE = new WorkloadKey("llm", "code");
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    static AttributionFixture in(String namespace) {
        return new AttributionFixture(new Origin(Optional.of(namespace), List.of(), List.of(), PodReference.UNKNOWN));
    }

    static AttributionFixture nowhere() {
        return new AttributionFixture(Origin.UNKNOWN);
    }

    /** Names a further target, less explicit than those before. */
    AttributionFixture on(String deployment) {
        return on("Deployment", deployment);
    }

    AttributionFixture on(String kind, String name) {
        List<TargetName> targets = new ArrayList<>(origin.targets());
        targets.add(new TargetName(kind, name));
        return new AttributionFixture(new Origin(origin.namespace(), targets, origin.models(), origin.pod()));
    }

    /** The most specific name first. */
    AttributionFixture serving(String... models) {
        return new AttributionFixture(new Origin(origin.namespace(), origin.targets(), List.of(models), origin.pod()));
    }

    AttributionFixture pod(String uid) {
        return pod(PodReference.ofUid(uid));
    }

    AttributionFixture pod(PodReference pod) {
        return new AttributionFixture(new Origin(origin.namespace(), origin.targets(), origin.models(), pod));
    }

    static To to(WorkloadKey... workloads) {
        return new To(List.of(workloads), Optional.empty());
    }

    static To to(String replica, WorkloadKey... workloads) {
        return new To(List.of(workloads), Optional.of(replica));
    }

    static WorkloadClaim claim(WorkloadKey workload, String target, String... models) {
        return new WorkloadClaim(workload, Optional.of(target(target)), Set.of(models));
    }

    static WorkloadClaim modelsOnly(WorkloadKey workload, String... models) {
        return new WorkloadClaim(workload, Optional.empty(), Set.of(models));
    }

    static ScaleTarget target(String name) {
        return deployment(name).in("llm");
    }

    static TargetName deployment(String name) {
        return new TargetName("Deployment", name);
    }

    static Pods.Pod pod(String namespace, ScaleTarget target) {
        return new Pods.Pod(namespace, Optional.of(target), "");
    }

    /** Pods by uid, which is their replica where none is given. */
    static final class FakePods implements Pods {
        private final Map<String, Pod> byUid = new HashMap<>();

        void add(String uid, Pod pod) {
            byUid.put(uid, pod.replica().isEmpty() ? new Pod(pod.namespace(), pod.target(), uid) : pod);
        }

        @Override
        public Optional<Pod> find(PodReference reference, Optional<String> namespace, Instant when) {
            return reference.uid().map(byUid::get);
        }
    }
}
