// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the plain manifest puts the service. */
final class ScalerAddress {
    private ScalerAddress() {}

    /** Every external trigger names the Service of the plain manifest and its port of that name. */
    static void requireThatAllCall(Bundle bundle) {
        String address = address();
        bundle.of("keda.sh", "ScaledObject").forEach(scaled -> {
            for (JsonNode trigger : scaled.at("spec", "triggers")) {
                assertThat(trigger.path("metadata").path("scalerAddress").asText())
                        .as("%s", scaled)
                        .isEqualTo(address);
            }
        });
    }

    private static String address() {
        Bundle plain = DeployFolder.bundle("plain", DeployFolder.ROOT.resolve("manifests/headroom.yaml"));
        KubeObject service = plain.of("", "Service")
                .filter(one -> one.at("spec", "ports").findValuesAsText("name").contains("grpc"))
                .findFirst()
                .orElseThrow();
        for (JsonNode port : service.at("spec", "ports")) {
            if (port.path("name").asText().equals("grpc")) {
                return service.name() + "." + service.namespace() + ".svc.cluster.local:"
                        + port.path("port").asInt();
            }
        }
        throw new AssertionError("the plain Service has no port grpc");
    }
}
