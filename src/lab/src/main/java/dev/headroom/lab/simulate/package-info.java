// SPDX-License-Identifier: Apache-2.0
/**
 * A few replicas of one engine under recorded requests. In: an engine, requests. Out: throughput and latencies. Never: pods,
 * scaling, telemetry.
 */
@NullMarked
package dev.headroom.lab.simulate;

import org.jspecify.annotations.NullMarked;
