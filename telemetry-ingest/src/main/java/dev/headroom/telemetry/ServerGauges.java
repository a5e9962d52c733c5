// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A server's present load at one instant. Empty is unknown, never zero; not validated.
 *
 * @param running sequences in the running batch
 * @param waiting sequences that wait to be scheduled
 * @param kvUsage share of the KV cache in use, 0 to 1
 */
public record ServerGauges(OptionalLong running, OptionalLong waiting, OptionalDouble kvUsage) {
    /** Nothing is known. */
    public static final ServerGauges UNKNOWN =
            new ServerGauges(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());
}
