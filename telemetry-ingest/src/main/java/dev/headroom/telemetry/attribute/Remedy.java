// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Quarantined.Identity;
import java.util.List;
import java.util.stream.Collectors;

/** The setting that would attribute telemetry to its workload, in a sentence. */
final class Remedy {
    private static final String NAMESPACE = "k8s.namespace.name (native event: target.namespace)";
    private static final String TARGET = "k8s.deployment.name, k8s.statefulset.name, llm.scale_target "
            + "or k8s.pod.label.leaderworkerset.sigs.k8s.io/name (native event: target)";
    private static final String POD = "k8s.pod.uid, k8s.pod.name or k8s.pod.ip (native event: pod_uid, pod or pod_ip)";

    private Remedy() {}

    static String forThis(Identity identity, List<WorkloadKey> claimants) {
        String namespace = identity.namespace().orElse("");
        String model = identity.models().isEmpty() ? "" : identity.models().get(0);
        return switch (identity.reason()) {
            case NO_IDENTITY -> noIdentity(identity, namespace, model);
            case UNKNOWN_POD ->
                "the pod was not seen at that time: allow Headroom to list and watch pods in its namespace. Or set "
                        + NAMESPACE + " and " + TARGET;
            case UNKNOWN_TARGET ->
                "no policy in namespace " + namespace + " claims "
                        + identity.target().orElse("it") + ": name it as scaleTarget of a policy there"
                        + (model.isEmpty() ? "" : ", or add '" + model + "' to models: of a policy");
            case UNKNOWN_MODEL ->
                "no policy in namespace " + namespace + " claims model '" + model
                        + "': add it to models: of a policy there, or set " + TARGET;
            case AMBIGUOUS_MODEL ->
                "policies " + names(claimants) + " in namespace " + namespace + " claim model '" + model
                        + "': keep it in one. Or set " + TARGET + ", or " + POD;
            case FOREIGN_NAMESPACE ->
                "topic " + identity.topic().name() + " carries telemetry of "
                        + identity.topic().namespaces().stream().sorted().collect(Collectors.joining(", "))
                        + " only: send it to another topic, or add " + namespace + " to headroom.topics.namespaces.\""
                        + identity.topic().name() + "\"";
            case NO_REPLICA -> "the scraped replica of " + names(claimants) + " is unknown: set " + POD;
        };
    }

    private static String noIdentity(Identity identity, String namespace, String model) {
        if (namespace.isEmpty() && identity.target().isPresent()) {
            return "the namespace of " + identity.target().get() + " is unknown: set " + NAMESPACE;
        } else if (namespace.isEmpty() && !model.isEmpty()) {
            return "the namespace of model '" + model + "' is unknown: set " + NAMESPACE;
        }
        return "set " + (namespace.isEmpty() ? NAMESPACE + " and " : "") + TARGET
                + ", for example by the Collector's k8s_attributes processor";
    }

    private static String names(List<WorkloadKey> workloads) {
        return workloads.stream().map(WorkloadKey::name).collect(Collectors.joining(", "));
    }
}
