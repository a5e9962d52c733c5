// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.NOW;
import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.decision.PolicyFingerprint;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.WorkloadKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two replicas with different policies share a topic: the one that reads the other's plans says so, and only where it lasts. */
class PolicyAgreementTest {
    private static final WorkloadKey CHAT = workload("chat");
    private static final SloPolicy HERE = policy("chat");
    private static final SloPolicy THERE = policy("chat").withPosture(Posture.SAFE);

    private final List<String> heard = new ArrayList<>();
    private List<Optional<Posture>> asked = List.of();
    private final PolicyAgreement agreement = new PolicyAgreement(
            new CycleFixture.Policies().with(HERE), (workload, target) -> asked, new PolicyAgreement.Listener() {
                @Override
                public void differs(WorkloadKey workload, String sentence) {
                    heard.add("differs " + workload);
                }

                @Override
                public void agrees(WorkloadKey workload) {
                    heard.add("agrees " + workload);
                }
            });

    @Test
    void aDifferenceThatLastsIsSaidOnceUntilItIsOver() {
        rounds(0, 180, THERE);

        assertThat(heard).containsExactly("differs llm/chat");
        assertThat(agreement.differenceOf(CHAT))
                .contains("the plan was made with another policy (hash "
                        + PolicyFingerprint.of(THERE) + ", here " + PolicyFingerprint.of(HERE)
                        + "): all replicas that share a topic of plans need the same policies");

        rounds(180, 190, HERE);

        assertThat(heard).containsExactly("differs llm/chat", "agrees llm/chat");
        assertThat(agreement.differenceOf(CHAT)).isEmpty();
    }

    /** It reaches one replica seconds before the other. */
    @Test
    void aChangeOfThePolicyIsNone() {
        rounds(0, 90, THERE);
        rounds(90, 300, HERE);

        assertThat(heard).isEmpty();
    }

    @Test
    void aPostureThatATriggerAsksForIsPartOfThePolicy() {
        asked = List.of(Optional.of(Posture.SAFE));

        rounds(0, 180, THERE);

        assertThat(heard).isEmpty();
    }

    @Test
    void aPlanOfNobodyWhoPlansNowIsNone() {
        rounds(0, 180, THERE);

        for (int second = 180; second < 220; second++) {
            agreement.roundOver(NOW.plusSeconds(second));
        }

        assertThat(heard).containsExactly("differs llm/chat", "agrees llm/chat");
    }

    private void rounds(int from, int to, SloPolicy madeUnder) {
        for (int second = from; second < to; second++) {
            agreement.told(CHAT, PolicyFingerprint.of(madeUnder));
            agreement.roundOver(NOW.plusSeconds(second));
        }
    }
}
