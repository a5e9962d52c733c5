// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.PodFixture.CREATED;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.KnownPod;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose a pod was outlives the process that saw it. */
class PodRegisterTest {
    private static final Duration KEPT = Duration.ofMinutes(20);
    private static final ScaleTarget CHAT = new ScaleTarget("llm", "Deployment", "chat");
    private static final WorkloadClaim CLAIM =
            new WorkloadClaim(new WorkloadKey("llm", "chat"), Optional.of(CHAT), Set.of());

    private Instant now = CREATED.plusSeconds(100);
    private final PodDirectory before = directory();
    private final PodDirectory after = directory();

    /** Of a span that names the pod's uid alone; before, a restart counted 63,537 of them as {@code unknown_pod}. */
    @Test
    void aSpanOfAPodThatWasDeletedBeforeTheStartFindsItsWorkload() {
        before.put(ofDeployment("chat", "u1").entry());
        before.put(ofDeployment("chat", "u2").entry());
        before.remove(ofDeployment("chat", "u1").entry().name());
        Map<ScaleTarget, List<KnownPod>> shared = before.known();
        now = now.plusSeconds(30);
        assertThat(workloadOf("u1")).as("until it is told").isEqualTo(unknown());

        shared.forEach(after::learn);

        assertThat(workloadOf("u1")).isEqualTo(new Attributed.To(List.of(CLAIM.workload()), Optional.of("u1")));
        assertThat(workloadOf("u2"))
                .as("deleted while nobody looked")
                .isEqualTo(new Attributed.To(List.of(CLAIM.workload()), Optional.of("u2")));
        assertThat(workloadOf("u3")).isEqualTo(unknown());
        assertThat(after.of(CHAT))
                .as("none of them runs")
                .hasValueSatisfying(running -> assertThat(running.ready()).isZero());
    }

    @Test
    void isKnownByItsNameAsLongAsItHadIt() {
        after.learn(CHAT, List.of(gone("u1", now.minusSeconds(10))));

        assertThat(named("chat-u1", now.minusSeconds(11))).contains("u1");
        assertThat(named("chat-u1", now.minusSeconds(10))).isEmpty();
    }

    @Test
    void aPodThatIsThereStaysThere() {
        after.put(ofDeployment("chat", "u1").entry());

        after.learn(CHAT, List.of(gone("u1", now.minusSeconds(10))));

        assertThat(after.known()).containsOnlyKeys(CHAT);
        assertThat(after.known().get(CHAT))
                .singleElement()
                .satisfies(known -> assertThat(known.gone()).isEmpty());
    }

    @Test
    void aPodThatIsSeenAfterItWasToldIsThere() {
        after.learn(CHAT, List.of(gone("u1", now.minusSeconds(10))));

        after.put(ofDeployment("chat", "u1").entry());

        assertThat(after.known().get(CHAT))
                .singleElement()
                .satisfies(known -> assertThat(known.gone()).isEmpty());
    }

    /** The time in which telemetry is read again counts from when a pod left, over any number of starts. */
    @Test
    void isForgottenWhenItsTelemetryIsReadNoMore() {
        after.learn(CHAT, List.of(gone("u1", now.minus(KEPT).plusSeconds(1))));
        assertThat(after.known()).containsOnlyKeys(CHAT);

        now = now.plusSeconds(2);
        after.put(pod("any", "u9").entry());

        assertThat(after.known()).isEmpty();
        assertThat(workloadOf("u1")).isEqualTo(unknown());
    }

    @Test
    void sharesTheNewestOfATargetOnly() {
        for (int i = 0; i <= PodDirectory.MOST_SHARED; i++) {
            before.put(ofDeployment("chat", "u" + i)
                    .createdAt(CREATED.plusMillis(i))
                    .entry());
        }

        assertThat(before.known().get(CHAT))
                .hasSize(PodDirectory.MOST_SHARED)
                .extracting(KnownPod::uid)
                .contains("u" + PodDirectory.MOST_SHARED)
                .doesNotContain("u0");
    }

    private PodDirectory directory() {
        return new PodDirectory(() -> now, KEPT, "llm"::equals);
    }

    private Attributed workloadOf(String uid) {
        Attribution attribution = new Attribution(() -> List.of(CLAIM), after);
        Origin origin = new Origin(Optional.empty(), List.of(), List.of(), PodReference.ofUid(uid));
        return attribution.attribute(origin, now.minusSeconds(5), TelemetryTopic.NONE);
    }

    private static Attributed unknown() {
        return new Attributed.Unattributed(
                Attributed.Reason.UNKNOWN_POD, Optional.empty(), Optional.empty(), List.of());
    }

    private Optional<String> named(String name, Instant when) {
        PodReference reference =
                new PodReference(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
        return after.find(reference, Optional.of("llm"), when).map(Pods.Pod::replica);
    }

    private static KnownPod gone(String uid, Instant at) {
        return new KnownPod(uid, "chat-" + uid, uid, CREATED.minusSeconds(3600), Optional.of(at));
    }
}
