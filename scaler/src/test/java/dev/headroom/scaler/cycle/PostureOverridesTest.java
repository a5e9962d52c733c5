// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.NOW;
import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fixture's policy is lean. */
class PostureOverridesTest {
    private static final WorkloadKey CHAT = workload("chat");

    private final PostureOverrides overrides = new PostureOverrides();

    @Test
    void theSafestWishCountsInWhateverOrderTheCallsCome() {
        overrides.set(CHAT, "a", Optional.of(Posture.SAFE), NOW);
        overrides.set(CHAT, "b", Optional.of(Posture.BALANCED), NOW);
        assertThat(posture(NOW)).isEqualTo(Posture.SAFE);

        overrides.set(CHAT, "a", Optional.of(Posture.SAFE), NOW);

        assertThat(posture(NOW)).isEqualTo(Posture.SAFE);
    }

    @Test
    void aScaledObjectWithoutPostureWishesForThePolicysOwn() {
        overrides.set(CHAT, "a", Optional.of(Posture.LEAN), NOW);
        overrides.set(CHAT, "b", Optional.empty(), NOW);

        assertThat(posture(NOW)).isEqualTo(Posture.LEAN);
        assertThat(overrides.applyTo(workload("other"), policy("other"), NOW)).isEqualTo(policy("other"));
    }

    @Test
    void aWishIsReplacedByItsScaledObjectsNextOneAndForgottenWithIt() {
        overrides.set(CHAT, "a", Optional.of(Posture.SAFE), NOW);
        Instant later = NOW.plus(PostureOverrides.FORGOTTEN_AFTER).plusSeconds(1);
        assertThat(posture(later)).as("not heard for long").isEqualTo(Posture.LEAN);
        assertThat(overrides.forgotten(later)).hasSize(1);

        overrides.set(CHAT, "a", Optional.empty(), NOW.plusSeconds(1));

        assertThat(posture(NOW.plusSeconds(1))).isEqualTo(Posture.LEAN);
    }

    @Test
    void whatAnotherReplicaHeardCounts() {
        overrides.learn(new PostureWish(CHAT, "a", Optional.of(Posture.SAFE), NOW));

        assertThat(posture(NOW)).isEqualTo(Posture.SAFE);
        assertThat(overrides.toShare(NOW)).as("all know").isEmpty();
    }

    @Test
    void aWishIsSharedWhenItIsNewWhenItChangesAndNowAndThen() {
        overrides.set(CHAT, "a", Optional.of(Posture.SAFE), NOW);
        assertThat(overrides.toShare(NOW)).hasSize(1);
        overrides.learn(overrides.toShare(NOW).get(0));

        overrides.set(CHAT, "a", Optional.of(Posture.SAFE), NOW.plusSeconds(30));
        assertThat(overrides.toShare(NOW.plusSeconds(30))).isEmpty();

        Instant due = NOW.plus(PostureOverrides.REPEATED_AFTER).plusSeconds(1);
        overrides.set(CHAT, "a", Optional.of(Posture.SAFE), due);
        assertThat(overrides.toShare(due)).hasSize(1);

        overrides.learn(overrides.toShare(due).get(0));
        overrides.set(CHAT, "a", Optional.of(Posture.LEAN), due.plusSeconds(1));
        assertThat(overrides.toShare(due.plusSeconds(1))).hasSize(1);
    }

    @Test
    void namesThatCallersMakeUpDoNotGrowWithoutEnd() {
        for (int i = 0; i < 2 * PostureOverrides.MOST_PER_WORKLOAD; i++) {
            overrides.set(CHAT, "made-up-" + i, Optional.of(Posture.LEAN), NOW);
        }

        assertThat(overrides.toShare(NOW)).hasSize(PostureOverrides.MOST_PER_WORKLOAD);
    }

    private Posture posture(Instant now) {
        return overrides.applyTo(CHAT, policy("chat"), now).terms().posture();
    }
}
