// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.forecast.TrafficShape;
import jakarta.ws.rs.BadRequestException;
import org.jspecify.annotations.Nullable;

/**
 * A question of the page, as JSON.
 *
 * @param workload the workload whose traffic and running replicas count, as NAMESPACE/NAME; none for traffic that is given alone
 * @param policy text of the SLO policy
 * @param profile text of a serving profile; else the profile that the policy names counts
 * @param requestsPerSecond the load; above 0
 * @param inputTokens of a request on average; 0 or more
 * @param outputTokens of a request on average; above 0
 * @param arrivals {@code steady} or {@code poisson}
 * @param gpusPerNode GPUs of one node, 1 or more; none for a node with the GPUs of one replica. The field may be absent
 */
record WhatIfQuestion(
        @Nullable String workload,
        String policy,
        @Nullable String profile,
        double requestsPerSecond,
        double inputTokens,
        double outputTokens,
        String arrivals,
        @Nullable Integer gpusPerNode) {
    private static final String GPUS_PER_NODE = "gpusPerNode";

    /** Far beyond any machine. */
    private static final int MOST_GPUS = 10_000;

    /** No policy and no profile is nearly as long. */
    private static final int MOST_CHARACTERS = 100_000;

    private static final double MOST = 1e9;

    private static final String FORM =
            "a question is JSON with policy, requestsPerSecond, inputTokens, outputTokens, and arrivals";

    /** Reads a question; a text that is not a question gets a sentence. */
    static WhatIfQuestion read(ObjectMapper json, String text) {
        unless(text.length() <= MOST_CHARACTERS, "a question has at most " + MOST_CHARACTERS + " characters");
        ObjectReader reader = json.readerFor(WhatIfQuestion.class)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
        try {
            JsonNode tree = json.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
            if (tree instanceof ObjectNode object && !object.has(GPUS_PER_NODE)) {
                object.putNull(GPUS_PER_NODE);
            }
            @Nullable WhatIfQuestion question = reader.treeToValue(tree, WhatIfQuestion.class);
            if (question == null || question.policy == null || question.arrivals == null) {
                throw new BadRequestException(FORM);
            }
            range("requestsPerSecond", question.requestsPerSecond, question.requestsPerSecond > 0, "above 0");
            range("inputTokens", question.inputTokens, question.inputTokens >= 0, "from 0");
            range("outputTokens", question.outputTokens, question.outputTokens > 0, "above 0");
            Integer gpus = question.gpusPerNode;
            unless(
                    gpus == null || (gpus >= 1 && gpus <= MOST_GPUS),
                    GPUS_PER_NODE + " must be a number from 1 to " + MOST_GPUS + ", was " + gpus);
            question.pattern();
            return question;
        } catch (JsonProcessingException e) {
            throw new BadRequestException(FORM + ": " + e.getOriginalMessage(), e);
        }
    }

    TrafficShape.Arrivals pattern() {
        return switch (arrivals) {
            case "steady" -> TrafficShape.Arrivals.STEADY;
            case "poisson" -> TrafficShape.Arrivals.POISSON;
            default -> throw new BadRequestException("arrivals must be steady or poisson, was '" + arrivals + "'");
        };
    }

    private static void range(String name, double value, boolean above, String least) {
        unless(above && value <= MOST, name + " must be a number " + least + ", at most 1000000000, was " + value);
    }

    private static void unless(boolean good, String sentence) {
        if (!good) {
            throw new BadRequestException(sentence);
        }
    }
}
