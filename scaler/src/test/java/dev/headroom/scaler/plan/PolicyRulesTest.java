// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A replica may be booked with 12.8 requests/s. */
class PolicyRulesTest {
    @Test
    void staysWithinTheLimitsAndSaysSo() {
        PlanFixture workload = aWorkload().between(2, 4);

        assertThat(workload.receiving(250).plan().reasons())
                .endsWith(new Reason(ReasonCode.POLICY_LIMIT, 4, "held at replicas.max 4"));
        assertThat(workload.receiving(1).plan().reasons())
                .endsWith(new Reason(ReasonCode.POLICY_LIMIT, 2, "raised to replicas.min 2"));
    }

    @Test
    void answersTheCurrentReplicasWhenItOnlyAdvises() {
        PlanFixture workload = aWorkload().receiving(25).advising();

        assertThat(workload.running(7).plan().answer()).isEqualTo(new Answer.Replicas(7));
        assertThat(workload.running(1).plan().desired()).isEqualTo(2);
        assertThat(workload.running(1).plan().reasons())
                .endsWith(new Reason(ReasonCode.ADVISE, 2, "the policy only advises: the answer is the current 1"));
    }

    @Test
    void saysThatItCannotAdviseWithoutKnowingTheCurrentReplicas() {
        PlanFixture workload = aWorkload().receiving(25).advising();

        assertThat(workload.plan().answer())
                .isEqualTo(
                        new Answer.Unavailable(
                                "SLO policy 'llm/chat' only advises (mode: advise), but the number of current replicas is unknown"));
        assertThat(workload.seen(3).plan().answer()).isEqualTo(new Answer.Replicas(3));
    }
}
