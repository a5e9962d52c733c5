// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Edits;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.manifests.rule.Kinds.KindFile;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas themselves: good objects pass, and every rule refuses what it is there to refuse. */
class KindRulesTest {
    private static final Kinds KINDS = Kinds.load();

    /** An edit of a good object, and what must be said of it. */
    private record Wrong(KindFile file, KubeObject object, String says) {
        static Wrong of(KindFile file, JsonNode row) {
            KubeObject good = file.good().get(row.path("example").asInt());
            try {
                return new Wrong(
                        file,
                        Edits.apply(good, row.path("edit")),
                        row.path("says").asText());
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(file + " " + row + ": " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            return file + ": " + says;
        }
    }

    static List<KindFile> files() {
        return KINDS.files();
    }

    static Stream<Wrong> wrongs() {
        return KINDS.files().stream().flatMap(file -> file.wrong().stream().map(row -> Wrong.of(file, row)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void takesGoodObjects(KindFile file) {
        assertThat(file.good()).isNotEmpty().allSatisfy(good -> {
            assertThat(file.schema().describes(good)).isTrue();
            assertThat(KINDS.check(good)).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void refusesWrongObjectsAndSaysWhy(Wrong wrong) {
        List<Finding> findings = KINDS.check(wrong.object());

        assertThat(findings)
                .extracting(Finding::message)
                .as("%s", findings)
                .anySatisfy(message -> assertThat(message).contains(wrong.says()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasAWrongObjectForEveryRule(KindFile file) {
        Set<String> tripped = new TreeSet<>();
        for (JsonNode row : file.wrong()) {
            KINDS.check(Wrong.of(file, row).object()).stream()
                    .map(Finding::message)
                    .filter(message -> message.contains(row.path("says").asText()))
                    .forEach(tripped::add);
        }

        assertThat(tripped).containsAll(file.schema().messages());
    }

    @ParameterizedTest
    @MethodSource("files")
    void refusesEveryBreachOfStructure(KindFile file) {
        Mutations mutations = new Mutations(file.schema(), file.good());

        assertThat(mutations.all())
                .filteredOn(mutation -> KINDS.check(mutation.object()).isEmpty())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasAGoodObjectWithEveryProperty(KindFile file) {
        assertThat(new Mutations(file.schema(), file.good()).unreached()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhereEachRuleComesFrom(KindFile file) {
        assertThat(file.schema().tree().findValues("x-rules"))
                .allSatisfy(rules -> assertThat(rules)
                        .allSatisfy(rule -> assertThat(rule.fieldNames())
                                .toIterable()
                                .containsExactlyInAnyOrder("rule", "message", "source")));
    }

    @Test
    void refusesAKindThatNothingIsKnownOf() {
        KubeObject object = new KubeObject(
                "an example", YamlText.document("{ apiVersion: v9, kind: Unheard, metadata: { name: a } }"));

        assertThat(KINDS.check(object))
                .extracting(Finding::toString)
                .containsExactly("an example Unheard/a: is of a kind that nothing is known of: v9");
    }
}
