// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.lab.headroom.PlannerDocuments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What is to be run.
 *
 * @param dump the recorded telemetry
 * @param documents the policy and the profile
 * @param replicas ready throughout; empty to take those that telemetry shows
 * @param every pause between two turns, above 0
 */
record ShadowRequest(Path dump, PlannerDocuments documents, OptionalInt replicas, Duration every) {}
