// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Says aloud what a build without Docker does not know; the test itself is skipped by Testcontainers. */
final class DockerNotice implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty() && !DockerClientFactory.instance().isDockerAvailable()) {
            System.out.println(
                    "No Docker here: no API server was asked about deploy/. It was held against published types,"
                            + " schemas and rules alone.");
        }
        return ConditionEvaluationResult.enabled("a notice only");
    }
}
