// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static dev.headroom.telemetry.fixture.VllmMetricsFixture.scrapedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.TargetName;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapedOriginTest {
    private static final VllmMetricsFixture SCRAPE = scrapedAt(Instant.parse("2026-03-01T12:00:00Z"));

    private final ServerMetricsDecoder decoder = new ServerMetricsDecoder();

    @Test
    void takesTheModelFromLabelThenResource() {
        VllmMetricsFixture unlabelled = SCRAPE.withoutLabel("model_name").withoutLabel("engine");

        assertThat(originOf(unlabelled).model()).isEmpty();
        assertThat(readingOf(unlabelled).engine()).isEmpty();
        assertThat(originOf(unlabelled.withResource("llm.model", "base")).model())
                .hasValue("base");
        assertThat(originOf(SCRAPE.withResource("llm.model", "base")).model()).hasValue("llama");
    }

    @Test
    void keepsAllTargetsThatTheResourceNames() {
        VllmMetricsFixture scrape =
                SCRAPE.withResource("llm.scale_target", "Rollout/nobodys").withResource("k8s.deployment.name", "chat");

        assertThat(originOf(scrape).targets()).extracting(TargetName::name).containsExactly("nobodys", "chat");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
                    10.1.2.3,          10.1.2.3:8000,         10.1.2.3
                    fd00:10::7,        [fd00:10::7]:8000,     fd00:10::7
                    none,              10.1.2.3:8000,         10.1.2.3
                    none,              10.1.2.3,              10.1.2.3
                    none,              [fd00:10::7]:8000,     fd00:10::7
                    none,              fd00:10::7,            fd00:10::7
                    none,              ::ffff:10.1.2.3,       ::ffff:10.1.2.3
                    vllm.llm.svc,      10.1.2.3:8000,         10.1.2.3
                    vllm.llm.svc,      vllm.llm.svc:8000,     none
                    none,              10.1.2.300:8000,       none
                    none,              10.1.2:8000,           none
                    none,              127.0.0.1:8000,        none
                    none,              [::1]:8000,            none
                    0.0.0.0,           [::]:8000,             none
                    none,              4f1c-77:a,             none
                    none,              none,                  none
                    """)
    void takesTheScrapedAddressForThePodsWhereItIsOne(String address, String instance, String ip) {
        VllmMetricsFixture scrape = SCRAPE.withoutResource("server.address").withoutResource("service.instance.id");
        if (address != null) {
            scrape = scrape.withResource("server.address", address);
        }
        if (instance != null) {
            scrape = scrape.withResource("service.instance.id", instance);
        }

        assertThat(originOf(scrape).pod().ip()).isEqualTo(Optional.ofNullable(ip));
    }

    @Test
    void prefersThePodsOwnAddressToTheScrapedOne() {
        assertThat(originOf(SCRAPE.withResource("k8s.pod.ip", "10.9.9.9")).pod().ip())
                .hasValue("10.9.9.9");
    }

    @Test
    void takesNoAddressFromASpan() {
        VllmSpanFixture span = VllmSpanFixture.requestEndedAt(Instant.parse("2026-03-01T12:00:00Z"), 1)
                .withResource("server.address", "10.1.2.3")
                .withResource("service.instance.id", "10.1.2.3:8000");

        assertThat(new OtlpSpanDecoder().decode(span.toRecord()).observations())
                .singleElement()
                .satisfies(request -> assertThat(request.origin().pod().ip()).isEmpty());
    }

    private Origin originOf(VllmMetricsFixture scrape) {
        return readingOf(scrape).origin();
    }

    private ServerReading readingOf(VllmMetricsFixture scrape) {
        List<ServerReading> readings = decoder.decode(scrape.toRecord()).readings();
        assertThat(readings).hasSize(1);
        return readings.get(0);
    }
}
