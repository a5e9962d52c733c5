// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Quarantined.Identity;
import java.util.List;
import java.util.stream.Collectors;

/** What to set so that telemetry finds its workload, in a sentence. */
final class Remedy {
    private static final String NAMESPACE =
            "resource attribute k8s.namespace.name (target.namespace in a native event)";
    private static final String TARGET =
            "resource attribute k8s.deployment.name, k8s.statefulset.name or llm.scale_target, "
                    + "or k8s.pod.label.leaderworkerset.sigs.k8s.io/name (target in a native event)";
    private static final String POD =
            "k8s.pod.uid, k8s.pod.name or k8s.pod.ip (pod_uid, pod or pod_ip in a native event)";

    private Remedy() {}

    static String forThis(Identity identity, List<WorkloadKey> claimants) {
        String namespace = identity.namespace().orElse("");
        String model = identity.models().isEmpty() ? "" : identity.models().get(0);
        return switch (identity.reason()) {
            case NO_IDENTITY -> noIdentity(identity, namespace, model);
            case UNKNOWN_POD ->
                "no such pod was seen at that time: set " + NAMESPACE + " and " + TARGET
                        + ", or give Headroom the right to list and watch pods in its namespace";
            case UNKNOWN_TARGET ->
                "no policy in namespace " + namespace + " claims "
                        + identity.target().orElse("it") + ": name it as scaleTarget of a policy in that namespace"
                        + (model.isEmpty() ? "" : ", or add '" + model + "' to models: of one");
            case UNKNOWN_MODEL ->
                "no policy in namespace " + namespace + " claims model '" + model
                        + "': add it to models: of a policy in that namespace, or set " + TARGET;
            case AMBIGUOUS_MODEL ->
                "policies " + names(claimants) + " in namespace " + namespace + " claim model '" + model + "': set "
                        + TARGET + ", or " + POD + ", or take the model out of all but one";
            case FOREIGN_NAMESPACE ->
                "topic " + identity.topic().name() + " carries telemetry of "
                        + identity.topic().namespaces().stream().sorted().collect(Collectors.joining(", "))
                        + " only: send it to another topic, or add " + namespace + " to headroom.topics.namespaces.\""
                        + identity.topic().name() + "\"";
            case NO_REPLICA ->
                "it does not say which replica of " + names(claimants) + " was scraped: set resource attribute " + POD;
        };
    }

    private static String noIdentity(Identity identity, String namespace, String model) {
        if (namespace.isEmpty() && identity.target().isPresent()) {
            return "nothing says in which namespace " + identity.target().get() + " is: set " + NAMESPACE;
        } else if (namespace.isEmpty() && !model.isEmpty()) {
            return "nothing says in which namespace model '" + model + "' is served: set " + NAMESPACE;
        }
        return "set " + (namespace.isEmpty() ? NAMESPACE + " and " : "") + TARGET
                + "; the k8s_attributes processor of the Collector does";
    }

    private static String names(List<WorkloadKey> workloads) {
        return workloads.stream().map(WorkloadKey::name).collect(Collectors.joining(", "));
    }
}
