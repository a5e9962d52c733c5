// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTopicsTest {
    @Test
    void namesEachTopicAndTheGroupAfterTheRun() {
        List<String> values = new RunTopics("1700000000").values();

        assertThat(values)
                .contains("plans.topic=headroom.plans.e2e-1700000000", "plans.group=headroom-planners.e2e-1700000000")
                .allMatch(value -> value.contains(".e2e-1700000000"));
    }

    @Test
    void sharesNothingWithAnotherRun() {
        HashSet<String> shared = new HashSet<>(new RunTopics("1").values());
        shared.retainAll(new RunTopics("2").values());

        assertThat(shared).isEmpty();
    }

    @Test
    void lendsHeadroomTheTopicOfRequestsThatTheScenarioWritesTo() {
        RunTopics topics = new RunTopics("1");

        assertThat(topics.values()).contains("kafka.topics.events={" + topics.requests() + "}");
    }
}
