// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetersTest {
    @Test
    void namesSeriesAsPrometheusShowsThem() {
        assertThat(Meters.load().names())
                .contains(
                        "headroom_records_read_total",
                        "headroom_records_skipped_total",
                        "headroom_planning_round_seconds_sum",
                        "headroom_plan_desired_replicas",
                        "headroom_telemetry_coverage_ratio")
                .doesNotContain("headroom_planning_round_seconds", "headroom_plan_desired_replicas_total");
    }

    @Test
    void knowsTheSettingsOfTheService() {
        assertThat(SettingNames.variables())
                .contains("HEADROOM_TOPICS_SPANS", "HEADROOM_PLAN_HPA_TOLERANCE", "HEADROOM_TOPICS_NAMESPACES_");
    }
}
