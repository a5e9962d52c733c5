// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import static dev.headroom.telemetry.attribute.AttributionFixture.CHAT;
import static dev.headroom.telemetry.attribute.AttributionFixture.CODE;
import static dev.headroom.telemetry.attribute.AttributionFixture.NOW;
import static dev.headroom.telemetry.attribute.AttributionFixture.in;
import static dev.headroom.telemetry.attribute.AttributionFixture.nowhere;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Attributed.Unattributed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuarantineTest {
    private static final TelemetryTopic SPANS = new TelemetryTopic("llm.spans", Set.of());

    private final List<Quarantined> told = new ArrayList<>();
    private final Quarantine quarantine = new Quarantine(told::add);

    @Test
    void countsAnIdentityFromItsFirstToItsNewest() {
        add(in("llm").serving("gpt").pod("uid-1"), Reason.UNKNOWN_MODEL, 0);
        add(in("llm").serving("gpt").pod("uid-2"), Reason.UNKNOWN_MODEL, 5);

        assertThat(quarantine.newestFirst()).singleElement().satisfies(one -> {
            assertThat(one.count()).isEqualTo(2);
            assertThat(one.firstSeen()).isEqualTo(NOW);
            assertThat(one.lastSeen()).isEqualTo(NOW.plusSeconds(5));
            assertThat(one.pod()).isEqualTo(PodReference.ofUid("uid-2"));
            assertThat(one.identity().namespace()).contains("llm");
            assertThat(one.identity().models()).containsExactly("gpt");
        });
    }

    @Test
    void showsTheNewestFirst() {
        add(in("llm").serving("a"), Reason.UNKNOWN_MODEL, 0);
        add(in("llm").serving("b"), Reason.UNKNOWN_MODEL, 1);
        add(in("llm").serving("a"), Reason.UNKNOWN_MODEL, 2);

        assertThat(models()).containsExactly("a", "b");
    }

    @Test
    void forgetsWhatWasNotSeenForLongest() {
        IntStream.range(0, Quarantine.MOST_IDENTITIES)
                .forEach(i -> add(in("llm").serving("m" + i), Reason.UNKNOWN_MODEL, i));
        add(in("llm").serving("m0"), Reason.UNKNOWN_MODEL, 1000);

        add(in("llm").serving("one more"), Reason.UNKNOWN_MODEL, 1001);

        assertThat(models())
                .hasSize(Quarantine.MOST_IDENTITIES)
                .startsWith("one more", "m0")
                .doesNotContain("m1");
    }

    @Test
    void tellsOfTheFirstOfEachReasonAndTopicOnly() {
        add(in("llm").serving("a"), Reason.UNKNOWN_MODEL, 0);
        add(in("llm").serving("a"), Reason.UNKNOWN_MODEL, 1);
        add(in("llm").serving("b"), Reason.UNKNOWN_MODEL, 2);
        add(nowhere(), Reason.NO_IDENTITY, 3);
        quarantine.add(
                new TelemetryTopic("other", Set.of()),
                in("llm").serving("a").origin(),
                why(in("llm"), Reason.UNKNOWN_MODEL),
                NOW);

        assertThat(told)
                .extracting(one ->
                        one.identity().reason() + " " + one.identity().topic().name())
                .containsExactly("UNKNOWN_MODEL llm.spans", "NO_IDENTITY llm.spans", "UNKNOWN_MODEL other");
    }

    @Test
    void showsNothingThatSteersTheReader() {
        String nasty = "a\n\u001b[31mb\u202Ec\uD83D\u0000" + "x".repeat(300);

        // A uid that is longer than any name is none.
        add(in(nasty).on(nasty).serving(nasty).pod(nasty.substring(0, 200)), Reason.UNKNOWN_TARGET, 0);

        Quarantined shown = quarantine.newestFirst().get(0);
        assertThat(List.of(
                        shown.identity().namespace().orElseThrow(),
                        shown.identity().target().orElseThrow(),
                        shown.identity().models().get(0),
                        shown.pod().uid().orElseThrow(),
                        shown.missing()))
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("\\p{Cntrl}|\\u202E|\\p{Cs}"));
        assertThat(shown.identity().models().get(0))
                .hasSize(131)
                .startsWith("a??[31mb?c??xxx")
                .endsWith("...");
        assertThat(shown.missing()).hasSizeLessThan(700);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(missing(in("llm").serving("gpt"), Reason.UNKNOWN_MODEL))
                .startsWith("no policy in namespace llm claims model 'gpt': add it to models: of a policy there,"
                        + " or set k8s.deployment.name");
        assertThat(missing(in("llm").on("server"), Reason.UNKNOWN_TARGET))
                .isEqualTo("no policy in namespace llm claims Deployment/server:"
                        + " name it as scaleTarget of a policy there");
        assertThat(missing(in("llm").on("server").serving("gpt"), Reason.UNKNOWN_TARGET))
                .endsWith(", or add 'gpt' to models: of a policy");
        assertThat(missing(nowhere().serving("gpt"), Reason.NO_IDENTITY))
                .startsWith("the namespace of model 'gpt' is unknown: set k8s.namespace.name");
        assertThat(missing(nowhere().on("server"), Reason.NO_IDENTITY))
                .startsWith("the namespace of Deployment/server is unknown: set");
        assertThat(missing(in("llm"), Reason.NO_IDENTITY)).startsWith("set k8s.deployment.name");
        assertThat(missing(nowhere(), Reason.NO_IDENTITY)).startsWith("set k8s.namespace.name");
        assertThat(missing(nowhere().pod("uid"), Reason.UNKNOWN_POD)).startsWith("the pod was not seen at that time");
        assertThat(missing(in("llm").serving("shared"), Reason.AMBIGUOUS_MODEL))
                .startsWith("policies chat, code in namespace llm claim model 'shared': keep it in one. Or set k8s");
        assertThat(missing(in("llm").on("server"), Reason.NO_REPLICA)).contains("k8s.pod.uid");
    }

    @Test
    void namesTheSettingThatLimitsATopic() {
        TelemetryTopic limited = new TelemetryTopic("team-a.spans", Set.of("team-b", "team-a"));

        quarantine.add(limited, in("llm").origin(), why(in("llm"), Reason.FOREIGN_NAMESPACE), NOW);

        assertThat(quarantine.newestFirst().get(0).missing())
                .isEqualTo("topic team-a.spans carries telemetry of team-a, team-b only: send it to another topic,"
                        + " or add llm to headroom.topics.namespaces.\"team-a.spans\"");
    }

    @Test
    void hasTheSettingAsYaml() {
        assertThat(yaml(in("llm").serving("gpt"), Reason.UNKNOWN_MODEL)).isEqualTo("""
                # SLO policy of the workload, in namespace "llm"
                workload:
                  models: ["gpt"]
                """);
        assertThat(yaml(in("llm").on("server"), Reason.UNKNOWN_TARGET)).isEqualTo("""
                # SLO policy of the workload, in namespace "llm"
                workload:
                  scaleTarget: { kind: "Deployment", name: "server" }
                """);
        assertThat(yaml(in("llm").serving("shared"), Reason.AMBIGUOUS_MODEL))
                .contains("# SLO policy \"llm/chat\"", "name: \"chat\" }", "---", "# SLO policy \"llm/code\"");
        assertThat(yaml(nowhere().pod("uid"), Reason.UNKNOWN_POD)).contains("resources: [pods]");
        assertThat(yaml(nowhere(), Reason.NO_IDENTITY)).contains("k8s_attributes:", "- k8s.namespace.name");
        assertThat(yaml(in("llm").on("server"), Reason.NO_REPLICA)).contains("- k8s.pod.uid");
        assertThat(yaml(in("llm"), Reason.FOREIGN_NAMESPACE)).endsWith("\"llm.spans\": [\"llm\"]\n");
    }

    @Test
    void aNameOfTelemetryAddsNoKeyToTheYaml() {
        assertThat(yaml(in("llm").serving("a\", \"b\\"), Reason.UNKNOWN_MODEL))
                .contains("models: [\"a\\\", \\\"b\\\\\"]");
        assertThat(yaml(in("x\nmode: enforce").serving("a"), Reason.UNKNOWN_MODEL))
                .startsWith("# SLO policy of the workload, in namespace \"x?mode: enforce\"\n");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void hasASentenceForEachReason(Reason reason) {
        assertThat(missing(nowhere(), reason)).isNotBlank();
        assertThat(yaml(nowhere(), reason)).startsWith("# ").endsWith("\n");
    }

    private static String missing(AttributionFixture of, Reason reason) {
        return quarantined(of, reason).missing();
    }

    private static String yaml(AttributionFixture of, Reason reason) {
        return quarantined(of, reason).yaml();
    }

    private static Quarantined quarantined(AttributionFixture of, Reason reason) {
        Quarantine fresh = new Quarantine(one -> {});
        fresh.add(SPANS, of.origin(), why(of, reason), NOW);
        return fresh.newestFirst().get(0);
    }

    private List<String> models() {
        return quarantine.newestFirst().stream()
                .map(one -> one.identity().models().get(0))
                .toList();
    }

    private void add(AttributionFixture of, Reason reason, int second) {
        quarantine.add(SPANS, of.origin(), why(of, reason), NOW.plusSeconds(second));
    }

    private static Unattributed why(AttributionFixture of, Reason reason) {
        Origin origin = of.origin();
        List<WorkloadKey> claimants = reason == Reason.AMBIGUOUS_MODEL ? List.of(CHAT, CODE) : List.of();
        return new Unattributed(
                reason,
                origin.namespace(),
                origin.targets().stream().findFirst(),
                reason == Reason.NO_REPLICA ? List.of(CHAT) : claimants);
    }
}
