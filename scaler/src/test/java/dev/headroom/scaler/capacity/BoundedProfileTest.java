// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.ProfileDifference.Figure;
import dev.headroom.scaler.capacity.ServingProfile.EngineLimits;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.supply.StatedLimits;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BoundedProfileTest {
    private static final ServingProfile PROFILE = profile(new EngineLimits(1, 128, OptionalLong.of(430_000), 2048));

    @Test
    void takesWhatTheServerRunsWithAndSaysSo() {
        BoundedProfile bounded = BoundedProfile.of(PROFILE, stated(32, 8192, 2, 200_000));

        assertThat(bounded.profile()).isEqualTo(profile(new EngineLimits(2, 32, OptionalLong.of(200_000), 8192)));
        assertThat(bounded.differences())
                .extracting(ProfileDifference::sentence)
                .containsExactly(
                        "the profile says 128 slots, the server runs with 32",
                        "the profile says 430000 KV tokens, the server runs with 200000",
                        "the profile says 2048 tokens per step, the server runs with 8192",
                        "the profile says 1 GPUs per model copy, the server runs with 2");
        assertThat(bounded.differences().get(0))
                .isEqualTo(new ProfileDifference(Figure.SLOTS, 128, 32))
                .satisfies(slots -> assertThat(slots.ratio()).isEqualTo(0.25));
    }

    @Test
    void takesMoreThanTheProfileSaysToo() {
        BoundedProfile bounded = BoundedProfile.of(PROFILE, stated(256, -1, -1, -1));

        assertThat(bounded.profile().engine()).isEqualTo(new EngineLimits(1, 256, OptionalLong.of(430_000), 2048));
        assertThat(bounded.differences()).hasSize(1);
    }

    @Test
    void leavesAProfileAsItIsWhereNothingIsStated() {
        BoundedProfile bounded = BoundedProfile.of(PROFILE, StatedLimits.UNKNOWN);

        assertThat(bounded.profile()).isEqualTo(PROFILE);
        assertThat(bounded.differences()).isEmpty();
    }

    @Test
    void saysNothingOfWhatIsTheSame() {
        assertThat(BoundedProfile.of(PROFILE, stated(128, 2048, 1, 430_000)).differences())
                .isEmpty();
    }

    @Test
    void takesASizeOfTheCacheThatIsNearlyTheSameWithoutAWord() {
        BoundedProfile bounded = BoundedProfile.of(PROFILE, stated(-1, -1, -1, 424_288));

        assertThat(bounded.profile().engine().kvTokens()).hasValue(424_288);
        assertThat(bounded.differences()).isEmpty();
    }

    @Test
    void learnsTheSizeOfTheCacheThatTheProfileDoesNotSay() {
        ServingProfile silent = profile(new EngineLimits(1, 128, OptionalLong.empty(), 2048));

        BoundedProfile bounded = BoundedProfile.of(silent, stated(-1, -1, -1, 424_288));

        assertThat(bounded.profile().engine().kvTokens()).hasValue(424_288);
        assertThat(bounded.differences()).isEmpty();
    }

    @Test
    void leavesAStepATokenForEachSequence() {
        assertThat(BoundedProfile.of(PROFILE, stated(4096, -1, -1, -1))
                        .profile()
                        .engine()
                        .chunkTokens())
                .isEqualTo(4096);
    }

    private static ServingProfile profile(EngineLimits engine) {
        return new ServingProfile(
                new DocumentName("llm", "h100"),
                "H100",
                1,
                engine,
                new Performance.StepTime(10, 0.1, 0.0001, 0.05, 0, 0));
    }

    private static StatedLimits stated(int slots, int stepTokens, int tensorParallel, long kvTokens) {
        return new StatedLimits(
                known(slots),
                known(stepTokens),
                known(tensorParallel),
                OptionalInt.empty(),
                kvTokens < 0 ? OptionalLong.empty() : OptionalLong.of(kvTokens));
    }

    private static OptionalInt known(int value) {
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
