// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.lab.service.ServiceHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the service says about the demo's workload over HTTP. No answer in time is an empty one. */
final class ServiceWitness {
    /** The state of telemetry while the broker does not answer. */
    static final String DARK = "dark";

    /** The states in which telemetry is complete: requests come, or none come. */
    private static final List<String> COMPLETE = List.of("fresh", "idle");

    private static final String WORKLOAD = "/workloads/" + DemoScenario.NAMESPACE + "/" + DemoScenario.WORKLOAD;
    private static final String POLICY_VALID = "headroom_policy_valid";
    private static final String DOCTOR = "/doctor";
    private static final String INVALID = "document-invalid";

    private final ServiceHttp http;

    ServiceWitness(ServiceHttp http) {
        this.http = http;
    }

    /** Why the workload has the replicas it has. */
    String because() throws InterruptedException {
        return http.because(DemoScenario.NAMESPACE, DemoScenario.WORKLOAD);
    }

    /** The state of its telemetry, in a word. */
    String telemetry() throws InterruptedException {
        return http.json(WORKLOAD).path("telemetry").path("state").asText();
    }

    /** Whether its telemetry is complete. */
    boolean seesTheWorkload() throws InterruptedException {
        return COMPLETE.contains(telemetry());
    }

    /** The objectives in force. */
    List<String> objectives() throws InterruptedException {
        List<String> objectives = new ArrayList<>();
        http.json(WORKLOAD)
                .path("basis")
                .path("objectives")
                .forEach(one -> objectives.add(one.path("objective").asText()));
        return objectives;
    }

    /** Whether the newest version of the policy is in force. */
    boolean policyValid() throws InterruptedException {
        return http.counters(List.of(POLICY_VALID)).filter(List.of(1L)::equals).isPresent();
    }

    /** The doctor's sentences about the policy: the fault and its effect. */
    Optional<String> policyFault() throws InterruptedException {
        for (JsonNode finding : http.json(DOCTOR)) {
            if (finding.path("code").asText().equals(INVALID)) {
                return Optional.of(sentences(finding));
            }
        }
        return Optional.empty();
    }

    /** The doctor's sentences, all of them; empty without an answer. */
    Optional<List<String>> findings() throws InterruptedException {
        JsonNode answer = http.json(DOCTOR);
        if (!answer.isArray()) {
            return Optional.empty();
        }
        List<String> findings = new ArrayList<>();
        answer.forEach(finding -> findings.add(sentences(finding)));
        return Optional.of(findings);
    }

    private static String sentences(JsonNode finding) {
        return finding.path("what").asText() + " " + finding.path("why").asText();
    }
}
