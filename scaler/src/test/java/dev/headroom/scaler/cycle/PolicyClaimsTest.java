// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyClaimsTest {
    private final CycleFixture.Policies policies = new CycleFixture.Policies().with(policy("chat"));
    private final PolicyClaims claims = new PolicyClaims();

    @BeforeEach
    void read() {
        claims.refresh(policies::all);
    }

    @Test
    void claimsTheModelsAndTheScaleTargetForTheWorkloadOfThePolicysName() {
        assertThat(claims.inForce())
                .containsExactly(new WorkloadClaim(
                        workload("chat"), Optional.of(new ScaleTarget("llm", "Deployment", "chat")), Set.of("chat")));
    }

    @Test
    void claimsNothingForAPolicyThatWasNeverValid() {
        policies.statuses.add(
                new PolicyStatus(new DocumentName("llm", "bad"), Optional.empty(), Optional.of("it is broken")));

        claims.refresh(policies::all);

        assertThat(claims.inForce()).hasSize(1);
    }

    @Test
    void givesTheSameObjectUntilAClaimChanges() {
        Collection<WorkloadClaim> before = claims.inForce();

        claims.refresh(policies::all);

        assertThat(claims.inForce()).isSameAs(before);
        policies.with(policy("code"));
        claims.refresh(policies::all);
        assertThat(claims.inForce()).isNotSameAs(before).hasSize(2);
    }

    /** Two documents that came at one moment left one policy without a claim, until the next document came. */
    @Test
    void neverReplacesANewerListByAnOlderOne() throws InterruptedException {
        Collection<PolicyStatus> older = List.copyOf(policies.all());
        Thread newer = new Thread(() -> claims.refresh(policies::all));

        claims.refresh(() -> {
            policies.with(policy("code"));
            newer.start();
            await().until(() -> newer.getState() == Thread.State.BLOCKED);
            return older;
        });
        newer.join();

        assertThat(claims.inForce()).hasSize(2);
    }
}
