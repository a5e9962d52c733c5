// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bindings lead from an account that is there to a role that is there; no object stands twice. */
final class Rights {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private Rights() {}

    static List<Finding> check(Bundle bundle, Given given) {
        List<Finding> findings = new ArrayList<>();
        for (String kind : List.of("RoleBinding", "ClusterRoleBinding")) {
            bundle.of(RBAC, kind).forEach(binding -> binding(bundle, binding, given, findings));
        }
        for (String kind : List.of("Role", "ClusterRole")) {
            bundle.of(RBAC, kind)
                    .filter(role -> Set.of("RoleBinding", "ClusterRoleBinding").stream()
                            .flatMap(one -> bundle.of(RBAC, one))
                            .noneMatch(binding ->
                                    binding.at("roleRef", "name").asText().equals(role.name())))
                    .forEach(role -> findings.add(role.finding("", "is bound to nobody")));
        }
        Set<String> seen = new HashSet<>();
        for (KubeObject object : bundle.objects()) {
            if (!seen.add(object.apiVersion() + object.kind() + object.namespace() + "/" + object.name())) {
                findings.add(object.finding("", "stands twice in " + bundle.name()));
            }
        }
        return findings;
    }

    private static void binding(Bundle bundle, KubeObject binding, Given given, List<Finding> findings) {
        String kind = binding.at("roleRef", "kind").asText();
        String role = binding.at("roleRef", "name").asText();
        if (!bundle.has(RBAC, kind, kind.equals("Role") ? binding.namespace() : "", role)) {
            findings.add(binding.finding("roleRef", "names the " + kind + " '" + role + "', which is not here"));
        }
        for (JsonNode subject : binding.at("subjects")) {
            String name = subject.path("name").asText();
            boolean there =
                    bundle.has("", "ServiceAccount", subject.path("namespace").asText(), name);
            boolean account = subject.path("kind").asText().equals("ServiceAccount");
            if (account && !there && !given.has("ServiceAccount", name)) {
                findings.add(binding.finding("subjects", "names the ServiceAccount '" + name + "', which is not here"));
            }
        }
    }
}
