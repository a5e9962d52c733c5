// SPDX-License-Identifier: Apache-2.0
/**
 * Makes, shows and compares serving profiles. In: results of load tests, or profiles, and a token shape. Out: a profile, or the curve
 * from rate to latency. Never: telemetry.
 */
@NullMarked
package dev.headroom.cli.profile;

import org.jspecify.annotations.NullMarked;
