// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/**
 * An increment of the arrivals of one second, as observers of one kind report them.
 *
 * @param admitted sequences admitted
 * @param ended sequences that ended
 * @param marks sum of the marks of the admitted less those of the ended, modulo 2^64; 0 when it is of whole requests
 */
public record SecondFigures(int admitted, int ended, long marks) {}
