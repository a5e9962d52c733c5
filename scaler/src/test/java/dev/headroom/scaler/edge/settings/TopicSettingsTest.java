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

    @Test
    void readsTopicsOfGatewaysOnlyWhereTheyAreNamed() {
        HeadroomSettings.Topics none = topics(Map.of(), Map.of());
        HeadroomSettings.Topics some = topics(
                Map.of(
                        "headroom.topics.access-logs",
                        "llm.accesslog",
                        "headroom.topics.json",
                        "llm.accesslog,llm.spans"),
                Map.of("HEADROOM_TOPICS_KONG", "kong.eu,kong.us"));

        assertThat(none.accessLogs()).isEmpty();
        assertThat(none.kong()).isEmpty();
        assertThat(none.json()).isEmpty();
        assertThat(some.accessLogs()).contains(List.of("llm.accesslog"));
        assertThat(some.kong()).contains(List.of("kong.eu", "kong.us"));
        assertThat(some.json()).contains(List.of("llm.accesslog", "llm.spans"));
    }

    @Test
    void theFeedReadsWhatIsNamedAndNoEmptyName() {
        String topics = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptors(new TopicsOfTheFeed())
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                TopicsOfTheFeed.KEY,
                                "${headroom.topics.spans}, ${headroom.topics.kong:},${headroom.topics.dynamo:}",
                                "headroom.topics.spans",
                                "llm.spans",
                                "headroom.topics.dynamo",
                                "dynamo"),
                        "set",
                        100))
                .build()
                .getValue(TopicsOfTheFeed.KEY, String.class);

        assertThat(topics).isEqualTo("llm.spans,dynamo");
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
