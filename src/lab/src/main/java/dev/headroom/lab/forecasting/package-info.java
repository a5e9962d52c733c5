// SPDX-License-Identifier: Apache-2.0
/**
 * How good forecasts are on recorded rates.
 *
 * <p>In: a file of rates or of requests. Out: losses and coverage of the contest and of the last value. Never: replicas, engines.
 */
@NullMarked
package dev.headroom.lab.forecasting;

import org.jspecify.annotations.NullMarked;
