// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.Kinds.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.supply.SupplyOutlook.Stuck;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three replicas of Headroom see the same facts, each in its own time. */
class OneEventForOneFactTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ScaleTarget TARGET = new ScaleTarget("llm", "Deployment", "chat");

    private final FakeApiServer server = new FakeApiServer();
    private final List<FaultEvents> replicas = new ArrayList<>();

    @BeforeEach
    void begin() {
        for (int i = 0; i < 3; i++) {
            Clock clock = Clock.fixed(NOON.plusSeconds(i), ZoneOffset.UTC);
            replicas.add(new FaultEvents(server.client(), clock, Runnable::run));
        }
        server.admin().resource(configMap("chat")).create();
        server.admin().resource(configMap("chat-b")).create();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aFaultyDocumentHasOneEvent() {
        ConfigMap configMap =
                server.admin().configMaps().inNamespace("llm").withName("chat").get();

        replicas.forEach(replica -> replica.raise(configMap, DocumentKind.SLO_POLICY, "replicas.max must be given"));

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getMetadata().getName()).matches("chat\\.[0-9a-f]{16}");
            assertThat(event.getMessage()).endsWith("replicas.max must be given");
            assertThat(event.getFirstTimestamp()).isEqualTo("2026-03-01T12:00:00Z");
        });
    }

    @Test
    void anotherFaultOfTheSameDocumentHasAnEventOfItsOwn() {
        ConfigMap configMap =
                server.admin().configMaps().inNamespace("llm").withName("chat").get();

        for (String fault : List.of("replicas.max must be given", "mode is unknown")) {
            replicas.forEach(replica -> replica.raise(configMap, DocumentKind.SLO_POLICY, fault));
        }

        assertThat(events()).hasSize(2);
    }

    @Test
    void aModelThatTwoPoliciesNameHasOneEventOnEachInWhateverOrderAReplicaKnowsThem() {
        List<WorkloadKey> claimants = List.of(new WorkloadKey("llm", "chat"), new WorkloadKey("llm", "chat-b"));
        List<WorkloadKey> turned = List.of(claimants.get(1), claimants.get(0));

        new AmbiguousModelEvents(replicas.get(0), Clock.systemUTC()).ambiguous("llm", "llama", claimants);
        new AmbiguousModelEvents(replicas.get(1), Clock.systemUTC()).ambiguous("llm", "llama", turned);

        assertThat(events())
                .extracting(event -> event.getInvolvedObject().getName())
                .containsExactlyInAnyOrder("chat", "chat-b");
    }

    @Test
    void aStuckStartHasOneEventThoughTheNextLeaderSeesItLater() {
        PodDirectory pods = new PodDirectory(Clock.systemUTC(), Duration.ofHours(1), namespace -> true);
        for (int i = 0; i < replicas.size(); i++) {
            Stuck stuck = new Stuck("uid-1", Duration.ofSeconds(500 + 10 * i), Duration.ofSeconds(400), true, true);
            new StuckStartEvents(replicas.get(i), pods).stuck(TARGET, List.of(stuck));
        }

        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("has been starting for 500 s"));
    }

    @Test
    void aFactAboutAScaledObjectHasOneEventWhateverItsFigures() {
        ScaledObject scaledObject = ScaledObject.of(scaledObject(1, 10, "{}"));

        for (int i = 0; i < replicas.size(); i++) {
            replicas.get(i)
                    .raise(
                            scaledObject,
                            ScaledObjectEvents.HELD,
                            "max 10",
                            "the plan needs " + (12 + i) + " replicas, but maxReplicaCount is 10");
        }

        assertThat(events()).hasSize(1);
    }

    @Test
    void aLongNameStillMakesAName() {
        String longest = "a".repeat(235) + "-".repeat(10) + "b".repeat(8);
        server.admin().resource(configMap(longest)).create();
        ConfigMap configMap =
                server.admin().configMaps().inNamespace("llm").withName(longest).get();

        replicas.get(0).raise(configMap, DocumentKind.SLO_POLICY, "mode is unknown");

        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.getMetadata().getName()).matches("a{235}\\.[0-9a-f]{16}"));
    }

    private static ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("llm")
                .withName(name)
                .endMetadata()
                .build();
    }

    private List<Event> events() {
        return server.admin().v1().events().inNamespace("llm").list().getItems();
    }
}
