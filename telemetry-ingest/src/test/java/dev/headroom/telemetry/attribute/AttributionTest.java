// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Attributed.To;
import dev.headroom.telemetry.attribute.Attributed.Unattributed;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributionTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final WorkloadKey CODE = new WorkloadKey("llm", "code");

    private Collection<WorkloadClaim> claims =
            List.of(claim(CHAT, "chat-server", "llama", "shared"), claim(CODE, "code-server", "starcoder", "shared"));
    private final Attribution attribution = new Attribution(() -> claims, Pods.NONE);

    @Test
    void followsTheTargetWhateverTheModel() {
        assertThat(attribute("chat-server", "starcoder")).isEqualTo(to(CHAT));
        assertThat(attribute("chat-server", null)).isEqualTo(to(CHAT));
    }

    @Test
    void followsTheModelWhenNobodyClaimsTheTarget() {
        assertThat(attribute("gateway", "starcoder")).isEqualTo(to(CODE));
        assertThat(attribute(null, "llama")).isEqualTo(to(CHAT));
    }

    @Test
    void neverGuesses() {
        assertThat(attribute(null, null)).isEqualTo(new Unattributed(Reason.NO_IDENTITY));
        assertThat(attribution.attribute(Origin.UNKNOWN, NOW)).isEqualTo(new Unattributed(Reason.NO_IDENTITY));
        assertThat(attribute("gateway", null)).isEqualTo(new Unattributed(Reason.UNKNOWN_TARGET));
        assertThat(attribute("gateway", "gpt")).isEqualTo(new Unattributed(Reason.UNKNOWN_TARGET));
        assertThat(attribute(null, "gpt")).isEqualTo(new Unattributed(Reason.UNKNOWN_MODEL));
        assertThat(attribute(null, "shared")).isEqualTo(new Unattributed(Reason.AMBIGUOUS_MODEL));
    }

    @Test
    void knowsAModelOnlyInTheNamespaceOfItsWorkload() {
        Origin elsewhere =
                new Origin(Optional.of("other"), Optional.empty(), Optional.of("llama"), PodReference.UNKNOWN);

        assertThat(attribution.attribute(elsewhere, NOW)).isEqualTo(new Unattributed(Reason.UNKNOWN_MODEL));
    }

    @Test
    void tellsWorkloadsThatShareATargetApartByModel() {
        claims = List.of(claim(CHAT, "server", "base"), claim(CODE, "server", "lora"));

        assertThat(attribute("server", "lora")).isEqualTo(to(CODE));
        assertThat(attribute("server", null)).isEqualTo(to(CHAT, CODE));
    }

    @Test
    void followsAChangeOfTheClaims() {
        assertThat(attribute("new-server", null)).isEqualTo(new Unattributed(Reason.UNKNOWN_TARGET));

        claims = List.of(claim(CHAT, "new-server"));

        assertThat(attribute("new-server", null)).isEqualTo(to(CHAT));
    }

    private Attributed attribute(String target, String model) {
        return attribution.attribute(
                new Origin(
                        Optional.of("llm"),
                        Optional.ofNullable(target).map(AttributionTest::target),
                        Optional.ofNullable(model),
                        PodReference.UNKNOWN),
                NOW);
    }

    private static To to(WorkloadKey... workloads) {
        return new To(List.of(workloads), Optional.empty());
    }

    private static WorkloadClaim claim(WorkloadKey workload, String target, String... models) {
        return new WorkloadClaim(workload, Optional.of(target(target)), Set.of(models));
    }

    private static ScaleTarget target(String name) {
        return new ScaleTarget("llm", "Deployment", name);
    }
}
