// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private static final Decoder SPANS = new OtlpSpanDecoder();
    private static final Decoder EVENTS = new NativeEventDecoder();

    @Test
    void readsSeveralTopicsOfAFormatEachForItsNamespaces() {
        Map<String, Subscriptions.Subscription> byTopic = new Subscriptions(
                        Map.of("team-a.spans", List.of("team-a", "team-a-test"), "team-b.spans", List.of("team-b")))
                .with(List.of("team-a.spans", "team-b.spans"), SPANS)
                .with(List.of("llm.requests"), EVENTS)
                .byTopic();

        assertThat(byTopic.get("team-a.spans").topic())
                .isEqualTo(new TelemetryTopic("team-a.spans", Set.of("team-a", "team-a-test")));
        assertThat(byTopic.get("team-a.spans").decoder()).isSameAs(SPANS);
        assertThat(byTopic.get("team-b.spans").topic().permits("team-a")).isFalse();
        assertThat(byTopic.get("llm.requests").topic().permits("anything")).isTrue();
        assertThat(byTopic.get("llm.requests").decoder()).isSameAs(EVENTS);
    }

    @Test
    void knowsATopicByTheKeyOfAnEnvironmentVariable() {
        Map<String, Subscriptions.Subscription> byTopic = new Subscriptions(Map.of("team.a.spans", List.of("team-a")))
                .with(List.of("Team-A.spans"), SPANS)
                .byTopic();

        assertThat(byTopic.get("Team-A.spans").topic().namespaces()).containsExactly("team-a");
    }

    @Test
    void takesAKeyThatIsATopicsNameForThatTopicOnly() {
        Map<String, Subscriptions.Subscription> byTopic = new Subscriptions(Map.of("a.b", List.of("x")))
                .with(List.of("a-b", "a.b"), SPANS)
                .byTopic();

        assertThat(byTopic.get("a.b").topic().namespaces()).containsExactly("x");
        assertThat(byTopic.get("a-b").topic().namespaces()).isEmpty();
    }

    @Test
    void refusesALimitThatFitsNoTopicOrSeveral() {
        assertThatThrownBy(() -> new Subscriptions(Map.of("team-c.spans", List.of("c")))
                        .with(List.of("team-b.spans", "team-a.spans"), SPANS)
                        .byTopic())
                .hasMessage("headroom.topics.namespaces must name one of the topics that are read, which are"
                        + " team-a.spans, team-b.spans, was 'team-c.spans'");
        assertThatThrownBy(() -> new Subscriptions(Map.of("a.b", List.of("c")))
                        .with(List.of("A.b", "a-b"), SPANS)
                        .byTopic())
                .hasMessageEndingWith("was 'a.b', which 2 of them may be");
    }

    @Test
    void refusesALimitToNothing() {
        assertThatThrownBy(() -> new Subscriptions(Map.of("a", List.of()))
                        .with(List.of("a"), SPANS)
                        .byTopic())
                .hasMessage("headroom.topics.namespaces.\"a\" must be a list of namespaces, was ''");
    }

    @Test
    void refusesATopicInTwoFormats() {
        Subscriptions subscriptions = new Subscriptions(Map.of()).with(List.of("llm"), SPANS);

        assertThatThrownBy(() -> subscriptions.with(List.of("llm"), EVENTS))
                .hasMessage("headroom.topics must name each topic once, was 'llm' twice");
    }
}
