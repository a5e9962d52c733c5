// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.validate;

import dev.headroom.telemetry.EventId;
import java.util.Arrays;

/**
 * The ids of the newest accepted events, first in, first out. A ring holds the ids (16 bytes each), an open-addressing
 * table at most half full finds them (two slots of 4 bytes for an id): 24 bytes an id, up to twice that just after
 * growing while the bound is not reached. One thread.
 *
 * <p>Both are far larger than a processor's caches, so each look is the cost. The bits of a slot that a position does not need hold some of
 * its id's own, and only where they agree the ring is looked at.
 */
final class RememberedEvents {
    /** So that the table's size fits an int. */
    static final int MOST = 1 << 28;

    private static final int FIRST_CAPACITY = 1 << 10;

    private final int bound;
    private long[] highs;
    private long[] lows;
    /** The lower bits of a slot: position in the ring plus one. */
    private final int positionBits;

    /** Position in the ring plus one, above it bits of the id; 0 is a free slot. */
    private int[] table;

    private int oldest;
    private int size;
    private long added;

    RememberedEvents(int bound) {
        this.bound = bound;
        this.positionBits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        int capacity = Math.min(bound, FIRST_CAPACITY);
        this.highs = new long[capacity];
        this.lows = new long[capacity];
        this.table = new int[tableSizeFor(capacity)];
    }

    /**
     * Remembers an id.
     *
     * @return whether it was new
     */
    boolean add(EventId id) {
        int slot = slotOf(id.high(), id.low());
        if (table[slot] != 0) {
            return false;
        }
        if (size == highs.length) {
            makeRoom();
            slot = slotOf(id.high(), id.low());
        }
        int position = (oldest + size) % highs.length;
        highs[position] = id.high();
        lows[position] = id.low();
        table[slot] = entryFor(position, id.low());
        size++;
        added++;
        return true;
    }

    /** How many were remembered so far, forgotten ones included. */
    long added() {
        return added;
    }

    /** Forgets ids that were remembered after {@code added} had been; ids that gave way to them stay forgotten. */
    void forgetSince(long mark) {
        long newest = Math.min(added - mark, size);
        for (long i = 0; i < newest; i++) {
            size--;
            int position = (oldest + size) % highs.length;
            free(slotOf(highs[position], lows[position]));
        }
        added = mark;
    }

    /** Its present memory. */
    long bytes() {
        return (long) highs.length * 2 * Long.BYTES + (long) table.length * Integer.BYTES;
    }

    private void makeRoom() {
        if (highs.length < bound) {
            grow((int) Math.min(bound, 2L * highs.length));
        } else {
            forgetOldest();
        }
    }

    /** Only ever called when the ring is full and nothing was forgotten yet, so the oldest is at position 0. */
    private void grow(int capacity) {
        highs = Arrays.copyOf(highs, capacity);
        lows = Arrays.copyOf(lows, capacity);
        table = new int[tableSizeFor(capacity)];
        for (int position = 0; position < size; position++) {
            table[slotOf(highs[position], lows[position])] = entryFor(position, lows[position]);
        }
    }

    private void forgetOldest() {
        free(slotOf(highs[oldest], lows[oldest]));
        oldest = (oldest + 1) % highs.length;
        size--;
    }

    /** Moves later entries of the same run up, so that no search ends early at the freed slot. */
    private void free(int freed) {
        int hole = freed;
        int next = after(hole);
        while (table[next] != 0) {
            int home = homeOf(highs[positionOf(table[next])]);
            if (((next - home) & mask()) >= ((next - hole) & mask())) {
                table[hole] = table[next];
                hole = next;
            }
            next = after(next);
        }
        table[hole] = 0;
    }

    /** The slot that holds the id, else the free slot where it belongs. */
    private int slotOf(long high, long low) {
        int slot = homeOf(high);
        while (table[slot] != 0 && !isOf(table[slot], high, low)) {
            slot = after(slot);
        }
        return slot;
    }

    private boolean isOf(int entry, long high, long low) {
        if ((entry ^ idBits(low)) >>> positionBits != 0) {
            return false;
        }
        int position = positionOf(entry);
        return highs[position] == high && lows[position] == low;
    }

    private int entryFor(int position, long low) {
        return idBits(low) | (position + 1);
    }

    private int positionOf(int entry) {
        return (entry & (1 << positionBits) - 1) - 1;
    }

    /** The upper half of an id's lower word, because its last bits are the phase; cut to the bits that are left beside a position. */
    private int idBits(long low) {
        return (int) (low >>> Integer.SIZE) & -1 << positionBits;
    }

    private int homeOf(long high) {
        return (int) (high ^ high >>> 32) & mask();
    }

    private int after(int slot) {
        return (slot + 1) & mask();
    }

    private int mask() {
        return table.length - 1;
    }

    /** The least power of two that leaves half of the slots free. */
    private static int tableSizeFor(int capacity) {
        return Integer.highestOneBit(Math.max(1, 2 * capacity - 1)) << 1;
    }
}
