// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import dev.headroom.telemetry.EventId;

/**
 * The ids of all events of a dump, without an end: a day at 50 requests/s has four million, which as objects would fill the
 * command's memory. Open addressing over pairs of words, at most half full, so at most 64 bytes an id.
 */
final class SeenEvents {
    private static final int FIRST_ROOM = 1024;
    /** Odd and with as many ones as zeros: neighbouring ids, whatever they are, come to lie far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] words = new long[2 * FIRST_ROOM];
    private int size;
    /** The one id that looks like an empty place. */
    private boolean zeroSeen;

    /** Remembers an id; false when it was there already. */
    boolean add(EventId id) {
        if (id.high() == 0 && id.low() == 0) {
            boolean first = !zeroSeen;
            zeroSeen = true;
            return first;
        }
        if (4 * size >= words.length) {
            grow();
        }
        boolean added = put(words, id.high(), id.low());
        size += added ? 1 : 0;
        return added;
    }

    private void grow() {
        long[] larger = new long[2 * words.length];
        for (int at = 0; at < words.length; at += 2) {
            if (words[at] != 0 || words[at + 1] != 0) {
                put(larger, words[at], words[at + 1]);
            }
        }
        words = larger;
    }

    private static boolean put(long[] into, long high, long low) {
        int places = into.length / 2;
        long spread = (high ^ Long.rotateLeft(low, Integer.SIZE)) * SPREAD;
        int place = (int) (spread >>> Integer.SIZE) & (places - 1);
        while (into[2 * place] != 0 || into[2 * place + 1] != 0) {
            if (into[2 * place] == high && into[2 * place + 1] == low) {
                return false;
            }
            place = (place + 1) & (places - 1);
        }
        into[2 * place] = high;
        into[2 * place + 1] = low;
        return true;
    }
}
