// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.sidecar.proxy.ProxySettings;
import dev.headroom.sidecar.settings.SidecarSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings: what holds without any, and what is said of wrong ones. */
class SettingsRecordsTest {
    @Test
    void aNamespaceIsEnough() {
        SidecarSettings settings = settings(Map.of("headroom.sidecar.target.namespace", "llm"));
        ProxySettings proxy = SettingsRecords.proxy(settings);

        assertThat(proxy.port()).isEqualTo(8080);
        assertThat(proxy.upstream()).hasToString("http://127.0.0.1:8000");
        assertThat(proxy.waitForUpstream()).isEqualTo(Duration.ZERO);
        assertThat(SettingsRecords.publish(settings, Map.of()).topic()).isEqualTo("llm.requests");
        assertThat(SettingsRecords.publish(settings, Map.of()).identity().beside())
                .isTrue();
        assertThat(SettingsRecords.observe(settings).countStreamEvents()).isFalse();
        assertThat(SettingsRecords.loops(settings)).isPositive();
    }

    @Test
    void whatIsEmptyIsAbsent() {
        SidecarSettings settings =
                settings(Map.of("headroom.sidecar.target.namespace", "llm", "headroom.sidecar.pod.node", "  "));

        assertThat(SettingsRecords.publish(settings, Map.of()).identity().node())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upstream.url|https://x|headroom.sidecar.upstream.url must be http://host:port and nothing else, was 'https://x'",
                "upstream.url|http://x:1/v1|headroom.sidecar.upstream.url must be http://host:port and nothing else, was 'http://x:1/v1'",
                "upstream.connect-timeout|PT0S|headroom.sidecar.upstream.connect-timeout must be positive, was PT0S",
                "upstream.keep-alive|PT0.5S|headroom.sidecar.upstream.keep-alive must be whole seconds, at least 0, was PT0.5S",
                "listen.port|70000|headroom.sidecar.listen.port must be 0 to 65535, was 70000",
                "listen.event-loops|-1|headroom.sidecar.listen.event-loops must be at least 0, was -1",
                "wait-for-upstream|PT2H|headroom.sidecar.wait-for-upstream must be PT0S to PT1H, was PT2H",
                "held-requests|0|headroom.sidecar.held-requests must be at least 1, was 0",
                "telemetry.topic|a b|headroom.sidecar.telemetry.topic must have 1 to 249 letters, digits, dots, dashes and underscores, was 'a b'",
                "target.namespace|A_b|headroom.sidecar.target.namespace must be a name in Kubernetes, was 'A_b'",
                "target.name|bar/baz|headroom.sidecar.target.name must be a name in Kubernetes, was 'bar/baz'",
                "target.kind|foo|headroom.sidecar.target.kind must be a kind such as Deployment, was 'foo'",
                "target.namespace|''|headroom.sidecar.target.namespace or headroom.sidecar.pod.uid must be set: one of them assigns requests to a workload"
            })
    void whatIsWrongIsSaidInOneSentence(String key, String value, String sentence) {
        SidecarSettings settings = settings(Map.of("headroom.sidecar." + key, value));

        assertThatThrownBy(() -> all(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void aGatewayServesNothingItself() {
        SidecarSettings settings = settings(Map.of(
                "headroom.sidecar.target.namespace", "llm",
                "headroom.sidecar.observer", "GATEWAY",
                "headroom.sidecar.pod.uid", "x"));

        assertThatThrownBy(() -> all(settings))
                .hasMessage(
                        "headroom.sidecar.pod must be unset with observer GATEWAY: the gateway's pod is not a model server");
    }

    private static void all(SidecarSettings settings) {
        SettingsRecords.proxy(settings);
        SettingsRecords.observe(settings);
        SettingsRecords.publish(settings, Map.of());
        SettingsRecords.loops(settings);
    }

    private static SidecarSettings settings(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(Map.of("headroom.sidecar.target.namespace", "llm"));
        all.putAll(given);
        return new SmallRyeConfigBuilder()
                .withMapping(SidecarSettings.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(SidecarSettings.class);
    }
}
