// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import org.jspecify.annotations.Nullable;

/** Takes one record inward. Called by one thread at a time; never throws because of what a record holds. */
@FunctionalInterface
public interface RecordSink {
    /**
     * Takes a record.
     *
     * @param topic where it came from
     * @param value its bytes; null for a tombstone
     */
    void accept(String topic, byte @Nullable [] value);
}
