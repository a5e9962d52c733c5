// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.Misses;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.Signal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The work of an episode's requests as a fluid: the replica-seconds that one engine needs for them when it is never idle and its
 * batch always as full as the goal allows. Replicas may be had in fractions, at once, and requests share them perfectly; so no
 * path of whole replicas can be expected to need less. It is a bound of the fluid, not a proof for each schedule that one could
 * think of: a batch whose size varies might in rare mixes do better.
 *
 * @param blockSeconds length of a block
 * @param replicaSeconds of work that arrives in each block
 * @param sequences in the full batch
 */
record FluidWork(int blockSeconds, List<Double> replicaSeconds, int sequences) {
    /** Requests by which the batch is chosen: spread over the episode. */
    private static final int SAMPLED = 1200;

    FluidWork {
        replicaSeconds = List.copyOf(replicaSeconds);
    }

    /** Empty where not even a batch of one keeps the goal. */
    static Optional<FluidWork> of(Episode episode, Goal goal, int blockSeconds) {
        List<Arrival> scored = episode.arrivals().stream()
                .filter(arrival -> arrival.atSeconds() < episode.span().scoredUntil())
                .toList();
        int blocks = (episode.span().scoredUntil() + blockSeconds - 1) / blockSeconds;
        if (scored.isEmpty()) {
            return Optional.of(new FluidWork(blockSeconds, Collections.nCopies(blocks, 0.0), 1));
        }
        int sequences = largestBatch(episode, goal, scored);
        if (sequences == 0) {
            return Optional.empty();
        }
        List<ServedRequest> served = OneReplica.saturated(episode.engine(), scored, sequences, episode.seed());
        return Optional.of(new FluidWork(blockSeconds, byBlock(scored, served, blockSeconds, blocks), sequences));
    }

    /** Replica-seconds of the scored part: in no block less than the least replicas, in all as much as the goal needs done. */
    double replicaSeconds(Episode episode, Goal goal) {
        double least = (double) blockSeconds * episode.cluster().minReplicas();
        double sum = 0;
        double work = 0;
        int first = episode.span().warmUpSeconds() / blockSeconds;
        for (int block = first; block < replicaSeconds.size(); block++) {
            double part = Math.min(1, (double) (episode.span().scoredUntil() - block * blockSeconds) / blockSeconds);
            sum += Math.max(replicaSeconds.get(block), least * part);
            work += replicaSeconds.get(block);
        }
        // Requests beyond the goal need not be served at all; the work of the last block may end after it.
        return Math.max(0, sum - (1 - goal.highest()) * work);
    }

    /** The part of each block's time for which it has work for one replica. */
    double replicasInBlock(int block) {
        return replicaSeconds.get(block) / blockSeconds;
    }

    private static int largestBatch(Episode episode, Goal goal, List<Arrival> scored) {
        int stride = Math.max(1, scored.size() / SAMPLED);
        List<Arrival> sample = IntStream.range(0, (scored.size() + stride - 1) / stride)
                .mapToObj(index -> scored.get(index * stride))
                .toList();
        int good = 0;
        int bad = episode.engine().limits().maxSequences() + 1;
        while (bad - good > 1) {
            // The largest batch first: on many engines it is good already.
            int tried = good == 0 && bad > episode.engine().limits().maxSequences() ? bad - 1 : (good + bad) / 2;
            List<ServedRequest> served = OneReplica.saturated(episode.engine(), sample, tried, episode.seed());
            if (goal.metBy(missed(served, episode.promise()).among(served.size()))) {
                good = tried;
            } else {
                bad = tried;
            }
        }
        return good;
    }

    /** The queue is the experiment's: times count from leaving it, and all arrived at 0 s. */
    private static Misses missed(List<ServedRequest> served, Promise promise) {
        Misses misses = Misses.NONE;
        for (ServedRequest request : served) {
            double queued = request.scheduledAt();
            misses = misses.plus(Misses.of(
                    request,
                    promise,
                    signal -> signal == Signal.ITL ? request.seconds(signal) : request.seconds(signal) - queued));
        }
        return misses;
    }

    /** From the moment at which a block's first request leaves the queue until the next block's first does. */
    private static List<Double> byBlock(
            List<Arrival> arrivals, List<ServedRequest> served, int blockSeconds, int blocks) {
        double[] work = new double[blocks];
        double since = 0;
        for (int request = 0; request < served.size(); request++) {
            double scheduledAt = served.get(request).scheduledAt();
            // One that no cache can hold is refused, and is no work.
            if (request > 0 && scheduledAt > since) {
                work[(int) (arrivals.get(request - 1).atSeconds() / blockSeconds)] += scheduledAt - since;
                since = scheduledAt;
            }
        }
        return Arrays.stream(work).boxed().toList();
    }
}
