// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.episode.EpisodeTally;
import dev.headroom.lab.episode.Misses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes replicas out of a path that keeps the goal, one at a time and from long stretches before short ones, as long as the goal
 * is kept. Each removal is first tried on its own stretch of the episode; those that cost few misses for the node time they save
 * are taken before those that cost more. What was taken is then verified in whole, and given back as far as it must.
 */
final class GreedyRemoval {
    /** Lengths of stretches, in blocks. */
    private static final int[] STRETCHES = {32, 16, 8, 4, 2, 1};
    /**
     * How much of the allowed misses a removal may use, over the share of the cost that it saves: at first what is nearly free, in
     * the end whatever fits.
     */
    private static final double[] PRICES = {0.3, 1, 3, 10, 30, 1000};
    /**
     * Work over replicas in a stretch beyond which a removal at each price is not worth a try: engines near the fullest batch that
     * the goal allows have no free misses to give, and beyond it they fall behind.
     */
    private static final double[] FULLEST = {0.97, 1, 1.05, 1.1, 1.2, 1.2};

    private final PathTrials trials;
    private final FluidWork work;
    private final int least;
    private final double mostEpisodes;
    private final Map<Long, Double> pricesSeen = new HashMap<>();
    private final List<ReplicaPath> taken = new ArrayList<>();
    private ReplicaPath path;
    private Misses[] missed;
    private Misses total = Misses.NONE;

    GreedyRemoval(PathTrials trials, FluidWork work, int least, double mostEpisodes, ReplicaPath start) {
        this.trials = trials;
        this.work = work;
        this.least = least;
        this.mostEpisodes = mostEpisodes;
        this.path = trials.lived(start);
        this.missed = new Misses[0];
    }

    /** The cheapest path found; it is verified. */
    ReplicaPath cheapest() {
        remember(trials.verified(path).orElseThrow(() -> new IllegalStateException("the first path keeps the goal")));
        boolean more = true;
        while (more && !ranOut()) {
            taken.clear();
            taken.add(path);
            for (int price = 0; price < PRICES.length; price++) {
                sweep(PRICES[price], FULLEST[price]);
            }
            more = taken.size() > 1 && settle();
        }
        return path;
    }

    /** Whether the effort is used up. */
    boolean ranOut() {
        return trials.episodesSimulated() >= mostEpisodes;
    }

    private void remember(EpisodeTally tally) {
        missed = new Misses[tally.blocks()];
        for (int block = 0; block < missed.length; block++) {
            missed[block] = tally.misses(block, block + 1);
        }
        total = tally.misses();
    }

    private void sweep(double price, double fullest) {
        for (int blocks : STRETCHES) {
            int stride = Math.max(1, blocks / 2);
            for (int from = 0; from < missed.length && !ranOut(); from += stride) {
                int to = Math.min(from + blocks, missed.length);
                while (removed(from, to, price, fullest) && !ranOut()) {
                    taken.add(path);
                }
            }
        }
    }

    /** A price seen earlier can only have risen since, for all that happened around it were other removals. */
    private boolean removed(int from, int to, double price, double fullest) {
        long key = (long) from * Integer.MAX_VALUE + to;
        if (pricesSeen.getOrDefault(key, 0.0) > price) {
            return false;
        }
        ReplicaPath candidate = trials.lived(path.oneFewer(from, to, least));
        double cost = trials.nodeSeconds(path);
        double saved = (cost - trials.nodeSeconds(candidate)) / cost;
        if (!(saved > 0) || work(from, to) > fullest * replicas(candidate, from, to)) {
            return false;
        }
        int until = Math.min(to + 1, missed.length);
        Misses elsewhere = total.minus(sum(from, until));
        double mayUse = Math.min(1, trials.used(total) + price * saved);
        EpisodeTally tried =
                trials.stretch(candidate, from, until, misses -> trials.used(elsewhere.plus(misses)) > mayUse);
        double used = trials.used(elsewhere.plus(tried.misses()));
        if (!tried.complete() || used > mayUse) {
            // A run that was broken off has shown that it is dearer than this price, and not how much.
            pricesSeen.put(key, Math.max(Math.nextUp(price), (used - trials.used(total)) / saved));
            return false;
        }
        accept(candidate, tried, from, until);
        return true;
    }

    private void accept(ReplicaPath candidate, EpisodeTally tried, int from, int until) {
        int shift = Math.max(0, from - 1);
        for (int block = from; block < until; block++) {
            total = total.minus(missed[block]);
            missed[block] = tried.misses(block - shift, block - shift + 1);
            total = total.plus(missed[block]);
        }
        path = candidate;
    }

    private double work(int from, int to) {
        double sum = 0;
        for (int block = from; block < to; block++) {
            sum += work.replicasInBlock(block);
        }
        return sum;
    }

    private static double replicas(ReplicaPath candidate, int from, int to) {
        double sum = 0;
        for (int block = from; block < to; block++) {
            sum += candidate.inBlock(block);
        }
        return sum;
    }

    private Misses sum(int from, int to) {
        Misses sum = Misses.NONE;
        for (int block = from; block < to; block++) {
            sum = sum.plus(missed[block]);
        }
        return sum;
    }

    /** Verifies what was taken and gives back the newest of it as far as the goal needs; answers whether there is room for more. */
    private boolean settle() {
        int good = 0;
        int bad = taken.size();
        int tried = bad - 1;
        Optional<EpisodeTally> best = Optional.empty();
        while (bad - good > 1) {
            Optional<EpisodeTally> tally = trials.verified(taken.get(tried));
            if (tally.isPresent()) {
                good = tried;
                best = tally;
            } else {
                bad = tried;
            }
            tried = (good + bad) / 2;
        }
        path = taken.get(good);
        best.ifPresent(this::remember);
        pricesSeen.clear();
        return best.isPresent();
    }
}
