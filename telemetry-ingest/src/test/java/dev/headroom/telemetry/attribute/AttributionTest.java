// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import static dev.headroom.telemetry.attribute.AttributionFixture.CHAT;
import static dev.headroom.telemetry.attribute.AttributionFixture.CODE;
import static dev.headroom.telemetry.attribute.AttributionFixture.NOW;
import static dev.headroom.telemetry.attribute.AttributionFixture.claim;
import static dev.headroom.telemetry.attribute.AttributionFixture.in;
import static dev.headroom.telemetry.attribute.AttributionFixture.modelsOnly;
import static dev.headroom.telemetry.attribute.AttributionFixture.pod;
import static dev.headroom.telemetry.attribute.AttributionFixture.target;
import static dev.headroom.telemetry.attribute.AttributionFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Attributed.Unattributed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order of design page section 3: stated targets, the pod's owner, the model; whoever finds nobody gives way. */
class AttributionTest {
    private final AttributionFixture.FakePods pods = new AttributionFixture.FakePods();
    private final List<String> ambiguities = new ArrayList<>();
    private boolean newsIsTaken = true;

    private Collection<WorkloadClaim> claims = List.of(
            claim(CHAT, "chat-server", "llama", "llama-lora", "llama-2", "shared"),
            claim(CODE, "code-server", "starcoder", "shared"));
    private final Attribution attribution = new Attribution(() -> claims, pods, this::note);

    @Test
    void followsTheTargetWhateverTheModel() {
        assertThat(attribute(in("llm").on("chat-server").serving("starcoder"))).isEqualTo(to(CHAT));
        assertThat(attribute(in("llm").on("chat-server"))).isEqualTo(to(CHAT));
    }

    @Test
    void believesTheMoreExplicitTarget() {
        assertThat(attribute(in("llm").on("chat-server").on("code-server"))).isEqualTo(to(CHAT));
    }

    @Test
    void goesOnToTheNextTargetWhenNobodyClaimsTheFirst() {
        assertThat(attribute(in("llm").on("nobody-s").on("code-server"))).isEqualTo(to(CODE));
    }

    @Test
    void tellsKindsOfTheSameNameApart() {
        assertThat(reason(in("llm").on("StatefulSet", "chat-server"))).isEqualTo(Reason.UNKNOWN_TARGET);
    }

    @Test
    void believesAnExplicitTargetMoreThanThePodsOwner() {
        pods.add("uid-1", pod("llm", target("code-server")));

        assertThat(attribute(in("llm").on("chat-server").pod("uid-1"))).isEqualTo(to("uid-1", CHAT));
    }

    @Test
    void followsThePodsOwnerWhereNoTargetIsStated() {
        pods.add("uid-1", pod("llm", target("code-server")));

        assertThat(attribute(in("llm").pod("uid-1").serving("llama"))).isEqualTo(to("uid-1", CODE));
    }

    @Test
    void followsThePodsOwnerWhereNobodyClaimsTheStatedTarget() {
        pods.add("uid-1", pod("llm", target("code-server")));

        assertThat(attribute(in("llm").on("gateway").pod("uid-1"))).isEqualTo(to("uid-1", CODE));
    }

    @Test
    void takesTheNamespaceFromThePodWhereTelemetryHasNone() {
        pods.add("10.0.0.7", pod("llm", target("chat-server")));
        pods.add("10.0.0.8", pod("llm", target("nobody-s")));

        assertThat(attribute(AttributionFixture.nowhere().pod("10.0.0.7"))).isEqualTo(to("10.0.0.7", CHAT));
        assertThat(attribute(AttributionFixture.nowhere().pod("10.0.0.8").serving("starcoder")))
                .isEqualTo(to("10.0.0.8", CODE));
        assertThat(attribute(AttributionFixture.nowhere().pod("10.0.0.8").on("chat-server")))
                .isEqualTo(to("10.0.0.8", CHAT));
    }

    @Test
    void aPodOfAnotherNamespaceThanTheStatedOneIsNotTheOneThatIsMeant() {
        pods.add("10.0.0.7", pod("llm", target("chat-server")));

        assertThat(reason(in("other").pod("10.0.0.7"))).isEqualTo(Reason.UNKNOWN_POD);
    }

    @Test
    void aTargetWithoutAnyNamespaceSaysNothing() {
        assertThat(reason(AttributionFixture.nowhere().on("chat-server"))).isEqualTo(Reason.NO_IDENTITY);
    }

    @Test
    void followsTheModelWhenNobodyClaimsTheTarget() {
        assertThat(attribute(in("llm").on("gateway").serving("starcoder"))).isEqualTo(to(CODE));
        assertThat(attribute(in("llm").serving("llama"))).isEqualTo(to(CHAT));
    }

    @Test
    void findsAWorkloadByAnAdapterAndByAnOldName() {
        assertThat(attribute(in("llm").serving("llama-lora"))).isEqualTo(to(CHAT));
        assertThat(attribute(in("llm").serving("llama-2"))).isEqualTo(to(CHAT));
    }

    @Test
    void asksForTheAdapterBeforeTheModel() {
        assertThat(attribute(in("llm").serving("starcoder", "llama"))).isEqualTo(to(CODE));
        assertThat(attribute(in("llm").serving("unheard-of-adapter", "llama"))).isEqualTo(to(CHAT));
    }

    @Test
    void anAmbiguousAdapterIsNotDecidedByItsModel() {
        assertThat(reason(in("llm").serving("shared", "llama"))).isEqualTo(Reason.AMBIGUOUS_MODEL);
    }

    @Test
    void letsTheModelDecideForAPolicyWithoutTarget() {
        claims = List.of(modelsOnly(CHAT, "llama"), modelsOnly(CODE, "starcoder"));
        pods.add("uid-1", pod("llm", target("some-server")));

        assertThat(attribute(AttributionFixture.nowhere().pod("uid-1").serving("llama")))
                .isEqualTo(to("uid-1", CHAT));
        assertThat(reason(in("llm").pod("uid-1")))
                .as("spans of vLLM carry no model")
                .isEqualTo(Reason.UNKNOWN_TARGET);
    }

    @Test
    void neverGuesses() {
        assertThat(reason(in("llm"))).isEqualTo(Reason.NO_IDENTITY);
        assertThat(reason(AttributionFixture.nowhere())).isEqualTo(Reason.NO_IDENTITY);
        assertThat(reason(AttributionFixture.nowhere().serving("llama"))).isEqualTo(Reason.NO_IDENTITY);
        assertThat(reason(in("llm").on("gateway"))).isEqualTo(Reason.UNKNOWN_TARGET);
        assertThat(reason(in("llm").on("gateway").serving("gpt"))).isEqualTo(Reason.UNKNOWN_TARGET);
        assertThat(reason(in("llm").serving("gpt"))).isEqualTo(Reason.UNKNOWN_MODEL);
        assertThat(reason(in("llm").serving("shared"))).isEqualTo(Reason.AMBIGUOUS_MODEL);
        assertThat(reason(in("llm").pod("unheard-of"))).isEqualTo(Reason.UNKNOWN_POD);
        assertThat(reason(AttributionFixture.nowhere().pod("unheard-of").serving("llama")))
                .isEqualTo(Reason.UNKNOWN_POD);
    }

    @Test
    void saysWhoseTheUnattributedWouldBe() {
        pods.add("uid-1", pod("llm", target("nobody-s")));

        assertThat(attribute(AttributionFixture.nowhere().pod("uid-1")))
                .isEqualTo(new Unattributed(
                        Reason.UNKNOWN_TARGET,
                        Optional.of("llm"),
                        Optional.of(AttributionFixture.deployment("nobody-s")),
                        List.of()));
    }

    @Test
    void knowsAModelOnlyInTheNamespaceOfItsWorkload() {
        assertThat(reason(in("other").serving("llama"))).isEqualTo(Reason.UNKNOWN_MODEL);
    }

    @Test
    void tellsWorkloadsThatShareATargetApartByModel() {
        claims = List.of(claim(CHAT, "server", "base"), claim(CODE, "server", "lora"));

        assertThat(attribute(in("llm").on("server").serving("lora"))).isEqualTo(to(CODE));
        assertThat(attribute(in("llm").on("server").serving("lora", "base"))).isEqualTo(to(CODE));
        assertThat(attribute(in("llm").on("server"))).isEqualTo(to(CHAT, CODE));
        assertThat(attribute(in("llm").on("server").serving("gpt"))).isEqualTo(to(CHAT, CODE));
    }

    @Test
    void takesAGroupOfALeaderWorkerSetForOneReplica() {
        claims = List.of(new WorkloadClaim(
                CHAT, Optional.of(new ScaleTarget("llm", ScaleTarget.LEADER_WORKER_SET, "big")), Set.of()));
        PodReference leader = new PodReference(Optional.of("uid-3"), Optional.empty(), Optional.empty(), group("3"));
        pods.add("10.0.0.9", new Pods.Pod("llm", claims.iterator().next().target(), "big-3"));

        AttributionFixture byLabels = in("llm").on(ScaleTarget.LEADER_WORKER_SET, "big");
        assertThat(attribute(byLabels.pod(leader))).isEqualTo(to("big-3", CHAT));
        assertThat(attribute(in("llm").pod("10.0.0.9"))).isEqualTo(to("big-3", CHAT));
    }

    @Test
    void keepsATopicToItsNamespaces() {
        TelemetryTopic others = new TelemetryTopic("team-a.spans", Set.of("team-a", "team-b"));
        TelemetryTopic own = new TelemetryTopic("llm.spans", Set.of("llm"));
        pods.add("uid-1", pod("llm", target("chat-server")));

        assertThat(reason(in("llm").on("chat-server"), others)).isEqualTo(Reason.FOREIGN_NAMESPACE);
        assertThat(reason(in("llm").serving("llama"), others)).isEqualTo(Reason.FOREIGN_NAMESPACE);
        assertThat(reason(AttributionFixture.nowhere().pod("uid-1"), others)).isEqualTo(Reason.FOREIGN_NAMESPACE);
        assertThat(attribution.attribute(in("llm").on("chat-server").origin(), NOW, own))
                .isEqualTo(to(CHAT));
    }

    @Test
    void cannotBeTakenInByAPodOfAnotherNamespaceOnALimitedTopic() {
        TelemetryTopic topic = new TelemetryTopic("team-a.spans", Set.of("team-a"));
        pods.add("uid-1", pod("llm", target("chat-server")));

        assertThat(reason(in("team-a").pod("uid-1").serving("llama"), topic)).isEqualTo(Reason.UNKNOWN_MODEL);
    }

    @Test
    void tellsOfAnAmbiguityOnceUntilItChanges() {
        AttributionFixture shared = in("llm").serving("shared");

        attribute(shared);
        attribute(shared);
        assertThat(ambiguities).containsExactly("llm/shared [llm/chat, llm/code]");

        claims = List.of(claim(CHAT, "chat-server", "shared"), claim(CODE, "code-server", "shared", "new"));
        attribute(shared);
        assertThat(ambiguities).as("claims about another model changed").hasSize(1);

        claims = List.of(claim(CHAT, "chat-server", "shared"));
        assertThat(attribute(shared)).isEqualTo(to(CHAT));
        claims = List.of(claim(CHAT, "chat-server", "shared"), claim(CODE, "code-server", "shared"));
        attribute(shared);
        assertThat(ambiguities).hasSize(2);
    }

    @Test
    void tellsOfAnAmbiguityAgainIfTheNewsWasNotTaken() {
        newsIsTaken = false;
        attribute(in("llm").serving("shared"));
        newsIsTaken = true;
        attribute(in("llm").serving("shared"));
        attribute(in("llm").serving("shared"));

        assertThat(ambiguities).hasSize(2);
    }

    @Test
    void followsAChangeOfTheClaims() {
        assertThat(reason(in("llm").on("new-server"))).isEqualTo(Reason.UNKNOWN_TARGET);

        claims = List.of(claim(CHAT, "new-server"));

        assertThat(attribute(in("llm").on("new-server"))).isEqualTo(to(CHAT));
    }

    private boolean note(String namespace, String model, List<WorkloadKey> claimants) {
        ambiguities.add(namespace + "/" + model + " " + claimants);
        return newsIsTaken;
    }

    private Attributed attribute(AttributionFixture of) {
        return attribution.attribute(of.origin(), NOW, TelemetryTopic.NONE);
    }

    private Reason reason(AttributionFixture of) {
        return reason(of, TelemetryTopic.NONE);
    }

    private Reason reason(AttributionFixture of, TelemetryTopic topic) {
        Origin origin = of.origin();
        Attributed attributed = attribution.attribute(origin, NOW, topic);
        assertThat(attributed).as("%s", origin).isInstanceOf(Unattributed.class);
        return ((Unattributed) attributed).reason();
    }

    private static Optional<String> group(String index) {
        return Optional.of(index);
    }
}
