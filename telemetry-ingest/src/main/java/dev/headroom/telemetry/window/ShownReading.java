// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.ServerReading;
import java.time.Instant;

/**
 * A reading of one of a workload's servers.
 *
 * @param replica the replica
 * @param reading its reading
 * @param readAt when it was read, by the reader's clock
 */
public record ShownReading(String replica, ServerReading reading, Instant readAt) {}
