// SPDX-License-Identifier: Apache-2.0
/**
 * Makes engines from measurements. In: recorded steps and requests, or measured closed loops. Out: an engine for the simulator,
 * how far its predictions are off, and the planner's {@link dev.headroom.scaler.capacity.Performance.StepTime}. Never: pods,
 * scaling.
 */
@NullMarked
package dev.headroom.lab.calibrate;

import org.jspecify.annotations.NullMarked;
