// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.DocumentChange.Outcome;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentLibraryTest {
    private static final DocumentName CHAT = new DocumentName("llm", "chat");
    private static final DocumentName H100 = new DocumentName("llm", "h100");

    private final List<DocumentChange> facts = new ArrayList<>();
    private final PolicyClaims claims = new PolicyClaims();
    private final DocumentLibrary library = new DocumentLibrary(facts::add, claims);

    @Test
    void aValidPolicyIsInForce() {
        Optional<String> fault = putPolicy(policy(2));

        assertThat(fault).isEmpty();
        assertThat(inForce().replicas().min()).isEqualTo(2);
        assertThat(library.findPolicy(CHAT).flatMap(PolicyStatus::fault)).isEmpty();
    }

    @Test
    void theLastValidPolicyStaysInForceBesideTheFaultOfTheNewest() {
        putPolicy(policy(2));

        Optional<String> fault = putPolicy(policy(-2));

        assertThat(fault).hasValueSatisfying(sentence -> assertThat(sentence).contains("replicas.min", "-2"));
        assertThat(library.faultText(DocumentKind.SLO_POLICY, CHAT)).isEqualTo(fault.orElseThrow());
        assertThat(inForce().replicas().min()).isEqualTo(2);
    }

    @Test
    void aRepairedPolicyHasNoFaultLeft() {
        putPolicy(policy(-2));

        putPolicy(policy(3));

        assertThat(library.faultText(DocumentKind.SLO_POLICY, CHAT)).isEmpty();
        assertThat(inForce().replicas().min()).isEqualTo(3);
    }

    @Test
    void aPolicyThatWasNeverValidIsKnownWithItsFaultAlone() {
        putPolicy("");

        PolicyStatus status = library.findPolicy(CHAT).orElseThrow();
        assertThat(status.inForce()).isEmpty();
        assertThat(status.fault()).isPresent();
    }

    @Test
    void theLastValidProfileStaysInForceToo() {
        library.put(DocumentKind.SERVING_PROFILE, H100, profile(2));

        library.put(DocumentKind.SERVING_PROFILE, H100, profile(-2));

        assertThat(library.findProfile(H100).orElseThrow().gpus()).isEqualTo(2);
        assertThat(library.faultOf(H100))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("gpus"));
    }

    @Test
    void aPolicyAndAProfileOfOneNameAreTwoDocuments() {
        library.put(DocumentKind.SERVING_PROFILE, CHAT, profile(2));
        putPolicy(policy(2));

        library.remove(DocumentKind.SERVING_PROFILE, CHAT);

        assertThat(library.findProfile(CHAT)).isEmpty();
        assertThat(library.findPolicy(CHAT)).isPresent();
    }

    @Test
    void eachChangeIsToldOnce() {
        putPolicy(policy(2));
        putPolicy(policy(2));
        Optional<String> fault = putPolicy(policy(-2));
        putPolicy(policy(-2));
        library.remove(DocumentKind.SLO_POLICY, CHAT);
        library.remove(DocumentKind.SLO_POLICY, CHAT);

        assertThat(facts)
                .containsExactly(
                        new DocumentChange(DocumentKind.SLO_POLICY, CHAT, Outcome.TAKEN, Optional.empty()),
                        new DocumentChange(DocumentKind.SLO_POLICY, CHAT, Outcome.REFUSED, fault),
                        new DocumentChange(DocumentKind.SLO_POLICY, CHAT, Outcome.REMOVED, Optional.empty()));
    }

    @Test
    void claimsFollowThePoliciesInForce() {
        putPolicy(policy(2));
        assertThat(claims.inForce()).extracting(WorkloadClaim::workload).containsExactly(PolicyClaims.workloadOf(CHAT));

        putPolicy("faulty");
        assertThat(claims.inForce()).as("of the last valid version").hasSize(1);

        library.remove(DocumentKind.SLO_POLICY, CHAT);
        assertThat(claims.inForce()).isEmpty();
    }

    @Test
    void isLoadedWhenItIsTold() throws InterruptedException {
        assertThat(library.loaded()).isFalse();
        assertThat(library.awaitLoaded(Duration.ZERO)).isFalse();

        library.markLoaded();

        assertThat(library.loaded()).isTrue();
        assertThat(library.awaitLoaded(Duration.ZERO)).isTrue();
    }

    private Optional<String> putPolicy(String text) {
        return library.put(DocumentKind.SLO_POLICY, CHAT, text);
    }

    private SloPolicy inForce() {
        return library.findPolicy(CHAT).flatMap(PolicyStatus::inForce).orElseThrow();
    }

    private static String policy(int minReplicas) {
        return """
                apiVersion: headroom.dev/v1
                workload: { models: [chat] }
                objectives: [ { signal: e2e, percentile: 95, atMost: 5s } ]
                replicas: { min: %d, max: 40 }
                """.formatted(minReplicas);
    }

    @Test
    void saysWhereAPolicyIsWritten() {
        assertThat(library.place().aPolicyIn("llm"))
                .isEqualTo("a ConfigMap labelled headroom.dev/kind: slo-policy in namespace llm");

        library.readFromFiles();

        assertThat(library.place().aPolicyIn("llm"))
                .isEqualTo("a file slo-policies/llm/NAME.yaml in the directory of policies");
    }

    private static String profile(int gpus) {
        return """
                apiVersion: headroom.dev/v1
                hardware: H100
                gpus: %d
                maxSequences: 128
                table:
                  inputTokens: 5000
                  outputTokens: 500
                  points:
                    - { concurrency: 1, e2e: 2.5s }
                    - { concurrency: 64, e2e: 5s }
                """.formatted(gpus);
    }
}
