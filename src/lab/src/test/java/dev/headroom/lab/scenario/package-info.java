// SPDX-License-Identifier: Apache-2.0
/**
 * Stories on virtual time: servers and their telemetry on one side, the real path from a record's bytes to the plan on the other.
 */
@NullMarked
package dev.headroom.lab.scenario;

import org.jspecify.annotations.NullMarked;
