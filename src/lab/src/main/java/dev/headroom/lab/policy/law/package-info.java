// SPDX-License-Identifier: Apache-2.0
/**
 * The formulas by which other autoscalers arrive at a number of replicas.
 *
 * <p>In: {@link dev.headroom.lab.policy.monitor.Sight}. Out: {@link dev.headroom.lab.policy.law.Decision}. Never: the HPA, a fleet,
 * sizing from a load test.
 */
@NullMarked
package dev.headroom.lab.policy.law;

import org.jspecify.annotations.NullMarked;
