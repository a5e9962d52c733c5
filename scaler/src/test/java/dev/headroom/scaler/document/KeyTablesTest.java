// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The tables of keys say what the readers do: a row for each key that is accepted and no other, and a default that changes nothing
 * when it is written down.
 */
class KeyTablesTest {
    private static final DocumentName NAME = new DocumentName("llm", "chat");

    private static final WrittenDocument POLICY = WrittenDocument.of("""
            {"apiVersion": "headroom.dev/v1",
             "workload": {"models": ["llama"], "scaleTarget": {"kind": "Deployment", "name": "chat"}},
             "objectives": [{"signal": "e2e", "percentile": 95, "atMost": "5s"}],
             "replicas": {"max": 4},
             "cost": {"gpuHourUsd": 2}}""");

    private static final WrittenDocument TABLE = WrittenDocument.of("""
            {"apiVersion": "headroom.dev/v1", "hardware": "H100", "gpus": 1, "maxSequences": 128,
             "table": {"inputTokens": 100, "outputTokens": 10, "points": [{"concurrency": 1, "e2e": "2s", "ttft": "1s", "itl": "50ms"}]}}""");

    private static final WrittenDocument STEP_TIME = WrittenDocument.of("""
            {"apiVersion": "headroom.dev/v1", "hardware": "H100", "gpus": 1, "maxSequences": 128,
             "stepTime": {"baseMs": 8, "perPrefillTokenMs": 0.02}}""");

    private static Parsed<?> policy(String text) {
        return SloPolicyReader.read(text, NAME);
    }

    private static Parsed<?> profile(String text) {
        return ServingProfileReader.read(text, NAME);
    }

    @Test
    void thePageOfPoliciesHasARowForEachKeyAndNoOther() throws IOException {
        assertThat(KeyTable.on("slo-policy.md"))
                .extracting(KeyTable.Row::key)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(AcceptedKeys.of(faultsOf(KeyTablesTest::policy)));
    }

    @Test
    void thePageOfProfilesHasARowForEachKeyAndNoOther() throws IOException {
        assertThat(KeyTable.on("serving-profile.md"))
                .extracting(KeyTable.Row::key)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(AcceptedKeys.of(faultsOf(KeyTablesTest::profile)));
    }

    @Test
    void aPolicyThatStatesADefaultIsThatWithoutIt() throws IOException {
        assertThatDefaultsAreTrue(KeyTable.on("slo-policy.md"), KeyTablesTest::policy, Map.of("", POLICY));
    }

    @Test
    void aProfileThatStatesADefaultIsThatWithoutIt() throws IOException {
        assertThatDefaultsAreTrue(
                KeyTable.on("serving-profile.md"), KeyTablesTest::profile, Map.of("", TABLE, "stepTime", STEP_TIME));
    }

    /** Each key in the document of its section, else in the one of the empty name; which has no key that may be left out. */
    private static void assertThatDefaultsAreTrue(
            List<KeyTable.Row> rows, Function<String, Parsed<?>> reader, Map<String, WrittenDocument> documents) {
        for (KeyTable.Row row : rows) {
            String section = row.key().split("\\.", 2)[0];
            WrittenDocument document = documents.getOrDefault(section, documents.get(""));
            Parsed<?> unsaid = reader.apply(document.without(row.key()).text());
            if (row.statesAValue()) {
                Parsed<?> said =
                        reader.apply(document.with(row.key(), row.value()).text());
                assertThat(said).as("%s", row).isInstanceOf(Parsed.Valid.class).isEqualTo(unsaid);
            } else if (row.isRequired()) {
                assertThat(sentenceOf(unsaid)).as("%s", row).contains(row.key().replace("[]", "[0]"));
            } else {
                assertThat(unsaid).as("%s", row).isInstanceOf(Parsed.Valid.class);
            }
        }
    }

    private static Function<String, String> faultsOf(Function<String, Parsed<?>> reader) {
        return text -> sentenceOf(reader.apply(text));
    }

    private static String sentenceOf(Parsed<?> parsed) {
        return parsed.fold(valid -> "", Parsed.Invalid::sentence);
    }
}
