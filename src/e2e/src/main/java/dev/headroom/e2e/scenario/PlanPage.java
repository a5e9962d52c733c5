// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.e2e.cluster.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** What Headroom's page of one workload says. */
final class PlanPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installed installed;
    private final String workload;

    PlanPage(Installed installed, String workload) {
        this.installed = installed;
        this.workload = workload;
    }

    /** The newest plan, as JSON. */
    JsonNode newest() throws IOException, InterruptedException {
        return JSON.readTree(installed.get(
                installed.replicas().get(0), "/workloads/" + DeployedWorkload.NAMESPACE + "/" + workload));
    }

    boolean hasReason(String code) throws IOException, InterruptedException {
        for (JsonNode reason : newest().path("reasons")) {
            if (reason.path("stage").asText().equals(code)) {
                return true;
            }
        }
        return false;
    }

    /** The sentence of a reason; empty where the plan has none of the code. */
    String sentence(String code) throws IOException, InterruptedException {
        for (JsonNode reason : newest().path("reasons")) {
            if (reason.path("stage").asText().equals(code)) {
                return reason.path("sentence").asText();
            }
        }
        return "";
    }

    String because() throws IOException, InterruptedException {
        return newest().path("because").asText();
    }

    /** The different answers to KEDA within so many seconds. */
    Set<Integer> answersFor(int seconds) {
        Set<Integer> answers = new TreeSet<>();
        Patience.during(
                Duration.ofSeconds(seconds),
                () -> answers.add(newest().path("answer").asInt()));
        return answers;
    }
}
