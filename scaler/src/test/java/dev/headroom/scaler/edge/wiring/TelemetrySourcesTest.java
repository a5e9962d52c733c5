// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scaler.edge.ingest.Subscriptions;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.scaler.edge.settings.TopicsOfTheFeed;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From settings to decoders: a format is declared once, and all else follows. */
class TelemetrySourcesTest {
    /** Known to this test alone: what it reads is as many events of no interest as the record is long. */
    private static final Decoder DECODER =
            value -> new Decoded(List.of(), List.of(), Map.of(SkipReason.OTHER_EVENT, value.length));

    private static final TelemetryFormat DECLARED = TelemetryFormat.inJson("tape-reel", DECODER);

    private static List<TelemetryFormat> shippedAnd(TelemetryFormat format) {
        return Stream.concat(TelemetryFormats.ALL.stream(), Stream.of(format)).toList();
    }

    @Test
    void aFormatThatIsDeclaredIsReadFromTheTopicsThatASettingNames() {
        List<TelemetryFormat> formats = shippedAnd(DECLARED);
        SmallRyeConfig config =
                config(formats, Map.of("headroom.topics.kong", "kong"), Map.of("HEADROOM_TOPICS_TAPE_REEL", "reels"));

        Subscriptions sources = TelemetrySources.subscriptions(topics(config), formats);

        assertThat(topicsOfTheConsumer(config))
                .containsExactlyInAnyOrderElementsOf(sources.byTopic().keySet())
                .contains("reels", "kong", "llm.spans");
        assertThat(sources.byTopic().get("reels").decoder()).isSameAs(DECODER);
    }

    @Test
    void aFormatThatIsDeclaredWithTopicsIsReadFromThemWithoutASetting() {
        List<TelemetryFormat> formats = shippedAnd(DECLARED.from("llm.reels"));
        SmallRyeConfig config = config(formats, Map.of(), Map.of());

        Map<String, Subscriptions.Subscription> byTopic =
                TelemetrySources.subscriptions(topics(config), formats).byTopic();

        assertThat(topicsOfTheConsumer(config)).contains("llm.reels");
        assertThat(byTopic.get("llm.reels").decoder().decode("four".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(DECODER.decode(new byte[4]));
    }

    @Test
    void aFormatThatNobodyDeclaredIsRefused() {
        SmallRyeConfig config = config(TelemetryFormats.ALL, Map.of("headroom.topics.tape-reel", "reels"), Map.of());

        assertThatThrownBy(() -> TelemetrySources.subscriptions(topics(config)))
                .hasMessageStartingWith("headroom.topics.tape-reel (HEADROOM_TOPICS_TAPE_REEL) names no format");
    }

    @Test
    void aTopicOfJsonIsReadAsSuch() {
        SmallRyeConfig config = config(
                TelemetryFormats.ALL,
                Map.of(
                        "headroom.topics.events", "events,json-events",
                        "headroom.topics.kong", "kong",
                        "headroom.topics.json", "json-events,kong"),
                Map.of());
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);

        Map<String, Subscriptions.Subscription> byTopic =
                TelemetrySources.subscriptions(topics(config)).byTopic();

        assertThat(byTopic.get("json-events").decoder().decode(json).skipped())
                .containsOnlyKeys(SkipReason.UNKNOWN_SCHEMA_VERSION);
        assertThat(byTopic.get("events").decoder().decode(json).skipped()).containsOnlyKeys(SkipReason.UNDECODABLE);
        assertThat(byTopic.get("kong").decoder().decode(json).skipped()).containsOnlyKeys(SkipReason.OTHER_EVENT);
    }

    @Test
    void jsonNamesTopicsThatAreRead() {
        SmallRyeConfig config = config(TelemetryFormats.ALL, Map.of("headroom.topics.json", "llm.span"), Map.of());

        assertThatThrownBy(() -> TelemetrySources.subscriptions(topics(config)))
                .hasMessage("headroom.topics.json must name topics that are read, which are llm.metrics, llm.requests,"
                        + " llm.spans, was 'llm.span'");
    }

    @Test
    void oneFormatAtLeastIsRead() {
        SmallRyeConfig config = config(
                TelemetryFormats.ALL,
                Map.of("headroom.topics.spans", "", "headroom.topics.metrics", "", "headroom.topics.events", ""),
                Map.of());

        assertThatThrownBy(() -> TelemetrySources.subscriptions(topics(config)))
                .hasMessage("headroom.topics must name a topic of some format, all are empty");
    }

    private static HeadroomSettings.Topics topics(SmallRyeConfig config) {
        return config.getConfigMapping(HeadroomSettings.class).topics();
    }

    private static List<String> topicsOfTheConsumer(SmallRyeConfig config) {
        return config.getValues("mp.messaging.incoming.telemetry.topics", String.class);
    }

    private static SmallRyeConfig config(
            List<TelemetryFormat> formats, Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptors(new TopicsOfTheFeed(formats))
                .withMapping(HeadroomSettings.class)
                .withSources(new PropertiesConfigSource(properties, "set", 200))
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }
}
