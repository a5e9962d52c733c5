// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.ProfileDifference;
import dev.headroom.scaler.capacity.ProfileDifference.Figure;
import dev.headroom.telemetry.WorkloadKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileMetersTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final WorkloadKey OTHER = new WorkloadKey("llm", "other");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProfileMeters meters = new ProfileMeters(registry);

    @Test
    void showsWhatDiffersAsAMultipleOfTheProfile() {
        meters.compared(CHAT, List.of(new ProfileDifference(Figure.SLOTS, 128, 32)));

        assertThat(gauges()).singleElement().satisfies(gauge -> {
            assertThat(gauge.value()).isEqualTo(0.25);
            assertThat(gauge.getId().getTag("namespace")).isEqualTo("llm");
            assertThat(gauge.getId().getTag("workload")).isEqualTo("chat");
            assertThat(gauge.getId().getTag("figure")).isEqualTo("slots");
        });
    }

    @Test
    void showsAProfileThatIsNotThereAsLongAsItIsNot() {
        meters.lookedFor(CHAT, Optional.of("the policy names profile h1000, which does not exist in namespace llm"));
        meters.lookedFor(OTHER, Optional.empty());

        assertThat(registry.find("headroom.profile.absent").gauges())
                .singleElement()
                .satisfies(gauge -> {
                    assertThat(gauge.value()).isEqualTo(1);
                    assertThat(gauge.getId().getTag("workload")).isEqualTo("chat");
                });

        meters.lookedFor(CHAT, Optional.empty());

        assertThat(registry.find("headroom.profile.absent").gauges()).isEmpty();
    }

    @Test
    void followsTheServer() {
        meters.compared(CHAT, List.of(new ProfileDifference(Figure.SLOTS, 128, 32)));

        meters.compared(
                CHAT,
                List.of(
                        new ProfileDifference(Figure.SLOTS, 128, 64),
                        new ProfileDifference(Figure.KV_TOKENS, 400_000, 500_000)));

        assertThat(gauges()).extracting(Gauge::value).containsExactlyInAnyOrder(0.5, 1.25);
    }

    @Test
    void showsNothingWhereTheProfileIsRight() {
        meters.compared(CHAT, List.of(new ProfileDifference(Figure.SLOTS, 128, 32)));
        meters.compared(OTHER, List.of());

        meters.compared(CHAT, List.of());

        assertThat(gauges()).isEmpty();
    }

    @Test
    void forgetsAWorkloadThatNobodySteers() {
        meters.compared(CHAT, List.of(new ProfileDifference(Figure.SLOTS, 128, 32)));
        meters.compared(OTHER, List.of(new ProfileDifference(Figure.SLOTS, 128, 32)));

        meters.keepOnly(OTHER::equals);

        assertThat(gauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.getId().getTag("workload")).isEqualTo("other"));
    }

    private List<Gauge> gauges() {
        return List.copyOf(registry.find(MeterNames.PROFILE_DIFFERS).gauges());
    }
}
