// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

/**
 * Identifies one event for de-duplication: 128 bits that are equal for copies of the same event and different for different events. The
 * chance of a collision is negligible at any readable rate.
 *
 * @param high upper half; the same for all events of one request, those of its sequences (n) included
 * @param low lower half; its last two bits distinguish the phases of one request
 */
public record EventId(long high, long low) {
    private static final long PHASE_BITS = 0b11;

    /** The id of the event for {@code phase} of the same request. */
    public EventId inPhase(Phase phase) {
        return new EventId(high, (low & ~PHASE_BITS) | bitsOf(phase));
    }

    private static long bitsOf(Phase phase) {
        return switch (phase) {
            case ADMITTED -> 0b00;
            case COMPLETED -> 0b01;
            case ABORTED -> 0b10;
            case FAILED -> 0b11;
        };
    }
}
