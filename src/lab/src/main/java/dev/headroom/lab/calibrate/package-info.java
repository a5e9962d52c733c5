// SPDX-License-Identifier: Apache-2.0
/**
 * Learns an engine's coefficients from its recorded steps. In: steps. Out:
 * {@link dev.headroom.scaler.capacity.Performance.StepTime}. Never: how requests are scheduled.
 */
@NullMarked
package dev.headroom.lab.calibrate;

import org.jspecify.annotations.NullMarked;
