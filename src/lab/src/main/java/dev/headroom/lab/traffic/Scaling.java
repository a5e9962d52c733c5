// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.random.RandomGenerator;

/**
 * Makes a service of another size out of recorded requests, at the recorded pace: compressing time instead would change how fast the
 * load moves beside the time that a server needs to start, which is what is to be tested.
 *
 * <p><b>Smaller</b> (factor below 1): each request stays with that probability.
 *
 * <p><b>Larger</b>: each request stays where it is and brings copies with the same lengths, a fraction of a copy by chance. A copy is
 * moved by a random time, evenly, of at most the way to its 32nd neighbour on the nearer side, and never more than 15 s. So
 * whatever has more than some 32 requests keeps its shape, however short it is, silence stays silent but for 15 s at its edges, and only
 * the noise of single requests is evened out: a burst of a hundred requests in a second becomes one of a thousand in the same second.
 * Superposing copies that are shifted by minutes, the usual way, would flatten such bursts; copies at the same instant would make
 * clumps that no service has.
 *
 * <p>What this cannot repair: the chance of the smaller recording at scales beyond the neighbourhood stays, relative to
 * the rate, as large as it was (8 % a minute at 2.5 requests/s). A real service of the larger size would be smoother there, as far as
 * its users do not act together.
 */
final class Scaling {
    /** So many neighbours define what is a burst: their count's own chance is 18 %, less than what bursts differ by. */
    static final int NEIGHBOURS = 32;
    /** Longest move: within a scrape interval of all policies, and far below any lead time, so that it hides nothing from them. */
    static final double LONGEST_MOVE_SECONDS = 15;

    private final double factor;
    private final RandomGenerator chance;

    Scaling(double factor, RandomGenerator chance) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("a scale must be above 0, was " + factor);
        }
        this.factor = factor;
        this.chance = chance;
    }

    RequestList of(RequestList requests) {
        RequestList.Builder scaled = new RequestList.Builder();
        for (int index = 0; index < requests.size(); index++) {
            int wanted = drawnCount();
            for (int copy = 0; copy < wanted; copy++) {
                double at = requests.atSeconds(index) + (copy == 0 ? 0 : move(requests, index));
                scaled.add(
                        within(at, requests.spanSeconds()), requests.inputTokens(index), requests.outputTokens(index));
            }
        }
        return scaled.build(requests.spanSeconds());
    }

    private int drawnCount() {
        int whole = (int) factor;
        return whole + (chance.nextDouble() < factor - whole ? 1 : 0);
    }

    private double move(RequestList requests, int index) {
        double at = requests.atSeconds(index);
        int before = Math.max(0, index - NEIGHBOURS);
        int after = Math.min(requests.size() - 1, index + NEIGHBOURS);
        // Where the list ends there is no neighbour to ask; the other side knows as much.
        double back = index - before == NEIGHBOURS ? at - requests.atSeconds(before) : LONGEST_MOVE_SECONDS;
        double forth = after - index == NEIGHBOURS ? requests.atSeconds(after) - at : LONGEST_MOVE_SECONDS;
        double most = Math.min(LONGEST_MOVE_SECONDS, Math.min(back, forth));
        return most * (2 * chance.nextDouble() - 1);
    }

    /** Mirrored at the ends, so that nothing is lost there. */
    private static double within(double at, double span) {
        double mirrored = Math.abs(at);
        return mirrored > span ? Math.max(0, 2 * span - mirrored) : mirrored;
    }
}
