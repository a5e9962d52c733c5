// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the keys about topics are read, from properties and from the environment. */
class TopicSettingsTest {
    private static final Map<String, String> DEFAULTS = Map.of(
            "headroom.topics.spans", "llm.spans",
            "headroom.topics.metrics", "llm.metrics",
            "headroom.topics.events", "llm.requests");

    @Test
    void readsTheShippedDefaults() {
        HeadroomSettings.Topics topics = topics(Map.of(), Map.of());

        assertThat(topics.spans()).containsExactly("llm.spans");
        assertThat(topics.namespaces()).isEmpty();
    }

    @Test
    void readsListsAndQuotedKeys() {
        HeadroomSettings.Topics topics = topics(
                Map.of(
                        "headroom.topics.spans", "team-a.spans,team-b.spans",
                        "headroom.topics.namespaces.\"team-a.spans\"", "team-a,team-a-test"),
                Map.of());

        assertThat(topics.spans()).containsExactly("team-a.spans", "team-b.spans");
        assertThat(topics.namespaces()).isEqualTo(Map.of("team-a.spans", List.of("team-a", "team-a-test")));
    }

    @Test
    void readsTheEnvironmentWhichHasNoDotsAndDashes() {
        HeadroomSettings.Topics topics = topics(
                Map.of(),
                Map.of(
                        "HEADROOM_TOPICS_SPANS", "team-a.spans,team-b.spans",
                        "HEADROOM_TOPICS_NAMESPACES__TEAM_A_SPANS_", "team-a"));

        assertThat(topics.spans()).containsExactly("team-a.spans", "team-b.spans");
        assertThat(topics.namespaces()).isEqualTo(Map.of("team.a.spans", List.of("team-a")));
    }

    private static HeadroomSettings.Topics topics(Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(HeadroomSettings.class)
                .withSources(new PropertiesConfigSource(DEFAULTS, "defaults", 100))
                .withSources(new PropertiesConfigSource(properties, "set", 200))
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(HeadroomSettings.class)
                .topics();
    }
}
