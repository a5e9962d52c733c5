// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

/**
 * Identifies one event for de-duplication: 128 bits that are equal for copies of the same event and, but for a chance
 * of collision that is negligible at any rate we can read, different for different events.
 *
 * @param high upper half
 * @param low lower half
 */
public record EventId(long high, long low) {}
