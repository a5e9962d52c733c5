// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

/**
 * How calmly a fleet was led.
 *
 * @param scaleEvents changes of the replica count
 * @param reversals changes of direction within one lead time
 * @param killed requests that were in flight when their pod was ended
 */
public record Moves(int scaleEvents, int reversals, long killed) {
    public Moves {
        Figure.notNegative("scaleEvents", scaleEvents);
        Figure.notNegative("reversals", reversals);
        Figure.notNegative("killed", killed);
    }
}
