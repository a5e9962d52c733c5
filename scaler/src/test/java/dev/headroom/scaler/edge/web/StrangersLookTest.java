// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.attribute.Quarantine;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.window.Intake;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scrapes of model "known" belong to llm/chat; the policies are llm/chat, llm/code and ml/rank. */
class StrangersLookTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

    private final List<PolicyStatus> policies =
            List.of(policy("llm", "chat", "known"), policy("llm", "code", "coder"), policy("ml", "rank", "ranker"));
    private final Quarantine quarantine = new Quarantine(first -> {});
    private final List<WorkloadClaim> claims =
            List.of(new WorkloadClaim(new WorkloadKey("llm", "chat"), Optional.empty(), Set.of("known")));
    private final TelemetryPipeline pipeline = new TelemetryPipeline(
            new Validator(ValidationSettings.DEFAULTS),
            new Attribution(() -> claims, Pods.NONE),
            Intake.NOWHERE,
            quarantine);
    private Instant now = NINE;

    @Test
    void allThatCameWasAttributed() {
        scrape(Optional.of("llm"), "known");
        scrape(Optional.of("llm"), "known");

        assertThat(look(false).recent(null)).isEqualTo(new RecentStrangersView(1, false, 2, List.of()));
    }

    @Test
    void aStartLongAgoCountsAQuarterOfAnHour() {
        now = NINE.plusSeconds(90);
        assertThat(look(false).recent(null).minutes()).isEqualTo(2);
        now = NINE.plusSeconds(86_400);
        assertThat(look(true).recent(null)).isEqualTo(new RecentStrangersView(15, true, 0, List.of()));
    }

    @Test
    void countsByReasonTheMostFrequentFirstWithSources() {
        scrape(Optional.empty(), "ranker");
        now = NINE.plusSeconds(1);
        scrape(Optional.of("llm"), "unheard-of");
        scrape(Optional.of("llm"), "unheard-of");
        for (int other = 0; other < 6; other++) {
            scrape(Optional.of("elsewhere"), "other-" + other);
        }

        RecentStrangersView shown = look(false).recent(null);

        assertThat(shown.reasons())
                .extracting(RecentStrangersView.ReasonView::reason)
                .containsExactly("unknown_model", "no_identity");
        RecentStrangersView.ReasonView models = shown.reasons().get(0);
        assertThat(models.count()).isEqualTo(8);
        assertThat(models.sources()).hasSize(5);
        assertThat(models.sources().get(0).said().models()).containsExactly("other-5");
        assertThat(models.sources().get(0).candidates()).isEmpty();
        assertThat(models.others()).isEqualTo(2);
        assertThat(shown.reasons().get(1).sources().get(0).missing()).contains("k8s.namespace.name");
    }

    @Test
    void candidatesHaveTheModelElseTheNamespace() {
        scrape(Optional.empty(), "ranker");
        scrape(Optional.of("llm"), "unheard-of");

        assertThat(look(false).all())
                .extracting(UnattributedView::candidates)
                .containsExactly(List.of("llm/chat", "llm/code"), List.of("ml/rank"));
    }

    @Test
    void aWorkloadSeesOnlyWhatItMayClaim() {
        scrape(Optional.empty(), "ranker");
        scrape(Optional.of("llm"), "unheard-of");

        assertThat(reasonsFor("llm/code")).containsExactly("unknown_model");
        assertThat(reasonsFor("ml/rank")).containsExactly("no_identity");
        assertThat(reasonsFor("ml/absent")).isEmpty();
    }

    @Test
    void telemetryOfLongAgoIsNoLongerRecent() {
        scrape(Optional.of("llm"), "unheard-of");

        now = NINE.plusSeconds(16 * 60);

        assertThat(look(false).recent(null).reasons()).isEmpty();
        assertThat(look(false).all()).hasSize(1);
    }

    @Test
    void theYamlMakesAPolicyThatClaimsTheModel() {
        scrape(Optional.of("llm"), "un\"heard");

        String yaml = look(false).all().get(0).yaml();

        SloPolicy claiming = read("llm", "new", "apiVersion: headroom.dev/v1\n" + yaml + """
                concurrency: { perReplica: 64 }
                replicas: { max: 4 }
                """);
        assertThat(claiming.workload().models()).containsExactly("un\"heard");
    }

    private List<String> reasonsFor(String workload) {
        return look(false).recent(workload).reasons().stream()
                .map(RecentStrangersView.ReasonView::reason)
                .toList();
    }

    private StrangersLook look(boolean elsewhere) {
        return new StrangersLook(quarantine, pipeline.recent(), source(), () -> now, NINE, elsewhere);
    }

    private void scrape(Optional<String> namespace, String model) {
        PodReference pod = namespace.isPresent() ? PodReference.ofUid("uid-1") : PodReference.UNKNOWN;
        ServerReading reading = new ServerReading(
                new Origin(namespace, Optional.empty(), Optional.of(model), pod),
                "0",
                now,
                ServerGauges.UNKNOWN,
                ServerCounters.UNKNOWN);
        pipeline.accept(
                new TelemetryTopic("llm.metrics", Set.of()),
                value -> new Decoded(List.of(), List.of(reading), Map.of()),
                new byte[] {1},
                RecordHeaders.NONE,
                now);
    }

    private SloSource source() {
        return new SloSource() {
            @Override
            public Collection<PolicyStatus> all() {
                return policies;
            }

            @Override
            public Optional<PolicyStatus> findPolicy(DocumentName name) {
                return policies.stream()
                        .filter(policy -> policy.name().equals(name))
                        .findFirst();
            }

            @Override
            public boolean loaded() {
                return true;
            }
        };
    }

    private static PolicyStatus policy(String namespace, String name, String model) {
        SloPolicy policy = read(namespace, name, """
                apiVersion: headroom.dev/v1
                workload: { models: [%s] }
                concurrency: { perReplica: 64 }
                replicas: { max: 4 }
                """.formatted(model));
        return new PolicyStatus(policy.name(), Optional.of(policy), Optional.empty());
    }

    private static SloPolicy read(String namespace, String name, String yaml) {
        return SloPolicyReader.read(yaml, new DocumentName(namespace, name)).fold(valid -> valid.value(), invalid -> {
            throw new AssertionError(invalid.sentence());
        });
    }
}
