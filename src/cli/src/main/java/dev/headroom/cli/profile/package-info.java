// SPDX-License-Identifier: Apache-2.0
/** Shows what a serving profile says. In: a profile, a token shape. Out: the curve from rate to latency. Never: telemetry. */
@NullMarked
package dev.headroom.cli.profile;

import org.jspecify.annotations.NullMarked;
