// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.fleet.Faults;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.Pod;
import java.util.Arrays;
import java.util.List;

/**
 * The lead time of each pod that an episode will start, in the order of their making: what only hindsight knows. Found by starting
 * them all at once in a fleet of the episode and looking, so that it holds for whatever the fleet draws them from.
 *
 * @param seconds of the k-th started pod, rounded up to whole seconds
 * @param nodeSeconds that a start-up holds a node, in the mean
 */
record LeadDraws(List<Integer> seconds, double nodeSeconds) {
    /** More starts than an episode sees under a path that is worth its money; after them the draws are used again. */
    private static final int STARTS = 200;
    /** A pod that is not ready after half a day never is. */
    private static final int LONGEST_SECONDS = 43_200;

    LeadDraws {
        seconds = List.copyOf(seconds);
        if (seconds.isEmpty()) {
            throw new IllegalArgumentException("at least one lead time is needed, was none");
        }
    }

    static LeadDraws of(Episode episode) {
        int start = episode.cluster().startReplicas();
        Fleet fleet = episode.in(episode.cluster().with(Faults.NONE)).fleet((pod, request) -> {});
        fleet.startWith(start);
        fleet.scaleTo(start + STARTS);
        List<Pod> started = fleet.wanted().skip(start).toList();
        int[] seconds = new int[started.size()];
        Arrays.fill(seconds, LONGEST_SECONDS);
        int missing = seconds.length;
        int now = 0;
        for (; missing > 0 && now < LONGEST_SECONDS; now++) {
            fleet.advanceTo(now);
            for (int pod = 0; pod < seconds.length; pod++) {
                if (seconds[pod] == LONGEST_SECONDS && started.get(pod).answers()) {
                    seconds[pod] = now;
                    missing--;
                }
            }
        }
        double last = Math.max(0, now - 1);
        double ready = start * last
                + Arrays.stream(seconds)
                        .mapToDouble(lead -> Math.max(0, last - lead))
                        .sum();
        double perStart = Math.max(0, (fleet.nodeSeconds() - ready) / seconds.length);
        return new LeadDraws(Arrays.stream(seconds).boxed().toList(), perStart);
    }

    int ofStart(int index) {
        return seconds.get(index % seconds.size());
    }

    double meanSeconds() {
        return seconds.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }
}
