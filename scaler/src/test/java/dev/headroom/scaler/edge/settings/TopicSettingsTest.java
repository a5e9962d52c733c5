// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the keys about topics are read, from properties and from the environment. */
class TopicSettingsTest {
    private static final Map<String, List<String>> DEFAULTS = Map.of(
            "spans", List.of("llm.spans"),
            "metrics", List.of("llm.metrics"),
            "events", List.of("llm.requests"),
            "access-logs", List.of(),
            "kong", List.of(),
            "dynamo", List.of());

    @Test
    void readsTheDefaultTopicsOfEveryFormat() {
        SmallRyeConfig config = config(Map.of(), Map.of());

        assertThat(byFormat(config)).isEqualTo(DEFAULTS);
        assertThat(topics(config).json()).isEmpty();
        assertThat(topics(config).namespaces()).isEmpty();
        assertThat(ofTheFeed(config)).isEqualTo("llm.spans,llm.metrics,llm.requests");
    }

    @Test
    void readsListsAndQuotedKeys() {
        SmallRyeConfig config = config(
                Map.of(
                        "headroom.topics.spans", "team-a.spans, team-b.spans",
                        "headroom.topics.json", "team-b.spans",
                        "headroom.topics.namespaces.\"team-a.spans\"", "team-a,team-a-test"),
                Map.of());

        assertThat(byFormat(config).get("spans")).containsExactly("team-a.spans", "team-b.spans");
        assertThat(topics(config).json()).contains(List.of("team-b.spans"));
        assertThat(topics(config).namespaces()).isEqualTo(Map.of("team-a.spans", List.of("team-a", "team-a-test")));
        assertThat(ofTheFeed(config)).isEqualTo("team-a.spans,team-b.spans,llm.metrics,llm.requests");
    }

    @Test
    void readsTheEnvironmentWhichHasNoDotsAndDashes() {
        SmallRyeConfig config = config(
                Map.of(),
                Map.of(
                        "HEADROOM_TOPICS_SPANS", "team-a.spans,team-b.spans",
                        "HEADROOM_TOPICS_ACCESS_LOGS", "llm.accesslog",
                        "HEADROOM_TOPICS_KONG", "kong.eu,kong.us",
                        "HEADROOM_TOPICS_JSON", "llm.accesslog",
                        "HEADROOM_TOPICS_NAMESPACES__TEAM_A_SPANS_", "team-a"));

        assertThat(byFormat(config))
                .containsEntry("spans", List.of("team-a.spans", "team-b.spans"))
                .containsEntry("access-logs", List.of("llm.accesslog"))
                .containsEntry("kong", List.of("kong.eu", "kong.us"))
                .containsEntry("dynamo", List.of());
        assertThat(topics(config).json()).contains(List.of("llm.accesslog"));
        assertThat(topics(config).namespaces()).isEqualTo(Map.of("team.a.spans", List.of("team-a")));
        assertThat(ofTheFeed(config))
                .isEqualTo("team-a.spans,team-b.spans,llm.metrics,llm.requests,llm.accesslog,kong.eu,kong.us");
    }

    @Test
    void theFeedReadsTheTopicsOfEveryFormatAndNoOthers() {
        SmallRyeConfig config = config(
                Map.of("headroom.topics.access-logs", "logs", "headroom.topics.dynamo", "dynamo"),
                Map.of("HEADROOM_TOPICS_KONG", "kong", "HEADROOM_TOPICS_EVENTS", "events,"));

        assertThat(ofTheFeed(config).split(","))
                .containsExactlyElementsOf(TelemetryFormats.ALL.stream()
                        .flatMap(format -> byFormat(config).get(format.name()).stream())
                        .toList())
                .containsExactly("llm.spans", "llm.metrics", "events", "logs", "kong", "dynamo");
    }

    @Test
    void anEmptySettingTurnsAFormatOff() {
        SmallRyeConfig config = config(Map.of("headroom.topics.metrics", ""), Map.of("HEADROOM_TOPICS_SPANS", ""));

        assertThat(byFormat(config)).containsEntry("spans", List.of()).containsEntry("metrics", List.of());
        assertThat(ofTheFeed(config)).isEqualTo("llm.requests");
    }

    @Test
    void aProcessThatReadsPanesReadsTheirTopicAlone() {
        SmallRyeConfig config = config(
                Map.of("headroom.panes.topic", "panes", "headroom.topics.kong", "kong"),
                Map.of("HEADROOM_FEED_SOURCE", "panes"));

        assertThat(ofTheFeed(config)).isEqualTo("panes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acces-logs | HEADROOM_TOPICS_ACCES_LOGS | ; did you mean access-logs?",
                "span | HEADROOM_TOPICS_SPAN | ; did you mean spans?",
                "kong[0] | HEADROOM_TOPICS_KONG_0_ | ''",
                "prometheus | HEADROOM_TOPICS_PROMETHEUS | ''"
            })
    void refusesWhatNamesNoFormatAndSaysWhichAreKnown(String key, String variable, String nearest) {
        SmallRyeConfig config = config(Map.of("headroom.topics." + key, "topic"), Map.of());

        assertThatThrownBy(() -> byFormat(config))
                .hasMessage("headroom.topics." + key + " (" + variable + ") names no format of telemetry; known are"
                        + " access-logs, dynamo, events, kong, metrics, spans" + nearest);
    }

    @Test
    void refusesAVariableThatNamesNoFormat() {
        SmallRyeConfig config = config(Map.of(), Map.of("HEADROOM_TOPICS_ACCES_LOGS", "topic"));

        assertThatThrownBy(() -> byFormat(config))
                .hasMessageStartingWith("headroom.topics.acces.logs (HEADROOM_TOPICS_ACCES_LOGS) names no format")
                .hasMessageEndingWith("; did you mean access-logs?");
    }

    private static Map<String, List<String>> byFormat(SmallRyeConfig config) {
        TopicsByFormat topics = TopicsByFormat.of(topics(config), TelemetryFormats.ALL);
        Map<String, List<String>> byFormat = new TreeMap<>();
        for (TelemetryFormat format : TelemetryFormats.ALL) {
            byFormat.put(format.name(), topics.topicsOf(format));
        }
        return byFormat;
    }

    private static HeadroomSettings.Topics topics(SmallRyeConfig config) {
        return config.getConfigMapping(HeadroomSettings.class).topics();
    }

    private static String ofTheFeed(SmallRyeConfig config) {
        return config.getValue(TopicsOfTheFeed.KEY, String.class);
    }

    private static SmallRyeConfig config(Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptors(new TopicsOfTheFeed())
                .withMapping(HeadroomSettings.class)
                .withSources(new PropertiesConfigSource(properties, "set", 200))
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }
}
