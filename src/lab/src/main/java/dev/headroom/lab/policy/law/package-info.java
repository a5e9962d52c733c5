// SPDX-License-Identifier: Apache-2.0
/**
 * The formulas by which other autoscalers arrive at a number of replicas.
 *
 * <p>In: {@link dev.headroom.lab.policy.monitor.Observation}. Out: {@link dev.headroom.lab.policy.law.Recommendation}. Never: the HPA, a fleet,
 * sizing from a load test.
 */
@NullMarked
package dev.headroom.lab.policy.law;

import org.jspecify.annotations.NullMarked;
