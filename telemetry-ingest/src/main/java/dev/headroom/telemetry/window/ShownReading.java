// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.ServerReading;
import java.time.Instant;

/**
 * What one of a workload's servers showed.
 *
 * @param replica whose
 * @param reading what
 * @param readAt when it was read, by the clock of who read it
 */
public record ShownReading(String replica, ServerReading reading, Instant readAt) {}
