// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.episode.Blocks;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.EpisodeTally;
import dev.headroom.lab.episode.Misses;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.Faults;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.traffic.Arrival;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;

/** Tries paths in the simulator: whole ones as they would be lived, and stretches of them in a quick, approximate way. */
final class PathTrials {
    /** Requests that come before a stretch, to fill the engines: longer than nearly all answers take. */
    private static final int LEAD_IN_SECONDS = 60;
    /** Requests that come after a stretch, so that its last ones do not end in an emptying engine. */
    private static final int CONTEXT_SECONDS = 30;
    /** So long may requests of a stretch run out; most stretches are empty far sooner. */
    private static final int RUN_OUT_SECONDS = 600;

    private final Episode episode;
    private final Goal goal;
    private final EpisodeRunner runner;
    private final LeadDraws leads;
    /** That pods are ordered earlier than ready in time: a slow one is not there yet. */
    private final int spareSeconds;

    private final long requests;
    private final DoubleConsumer progress;
    private double simulatedSeconds;
    private Optional<Verified> newest = Optional.empty();

    private record Verified(ReplicaPath path, EpisodeTally tally) {}

    PathTrials(Episode episode, Goal goal, DoubleConsumer progress) {
        this.progress = progress;
        this.episode = episode;
        this.goal = goal;
        this.runner = new EpisodeRunner();
        this.leads = LeadDraws.of(episode);
        this.spareSeconds =
                (int) Math.ceil(episode.cluster().leadTime().slowStart().seconds());
        this.requests = episode.arrivals().stream()
                .filter(arrival -> episode.span().scores(arrival.atSeconds()))
                .count();
    }

    /** What a path costs in node-seconds over the scored part, by arithmetic: draining is left out, starts are mean starts. */
    double nodeSeconds(ReplicaPath path) {
        ReplicaPath lived = lived(path);
        Span span = episode.span();
        double sum = 0;
        for (int block = 0; block < lived.blocks(); block++) {
            int from = Math.max(span.warmUpSeconds(), block * lived.blockSeconds());
            int to = Math.min(span.scoredUntil(), (block + 1) * lived.blockSeconds());
            sum += (double) Math.max(0, to - from) * lived.inBlock(block);
            int rise = block == 0 ? 0 : lived.inBlock(block) - lived.inBlock(block - 1);
            sum += Math.max(0, rise) * (leads.nodeSeconds() + spareSeconds);
        }
        return sum;
    }

    /** The path with the valleys filled that no start-up is short enough for. */
    ReplicaPath lived(ReplicaPath path) {
        return path.withoutValleysBelow(leads.meanSeconds() + spareSeconds);
    }

    ScalingPolicy orders(ReplicaPath path) {
        return AheadOrders.of(lived(path), leads, spareSeconds, episode.span().endSeconds());
    }

    /** The whole path in the whole simulator; empty where it does not keep the goal. */
    Optional<EpisodeTally> verified(ReplicaPath path) {
        ReplicaPath lived = lived(path);
        if (newest.isPresent() && newest.get().path().sameAs(lived)) {
            return Optional.of(newest.get().tally());
        }
        EpisodeTally tally = scan(episode, orders(path), Blocks.of(path.blockSeconds()), misses -> used(misses) > 1);
        if (!tally.complete() || used(tally.misses()) > 1) {
            return Optional.empty();
        }
        newest = Optional.of(new Verified(lived, tally));
        return Optional.of(tally);
    }

    /**
     * A stretch of a path with some traffic before it to fill the engines, and with pods that are ready at once.
     *
     * @param from first block whose misses count
     * @param to block after the last one
     * @return misses of these blocks, in a tally whose block 1 is {@code from}; block 0 where that is the first
     */
    EpisodeTally stretch(ReplicaPath path, int from, int to, Predicate<Misses> tooMany) {
        int blockSeconds = path.blockSeconds();
        int leadIn = from == 0 ? 0 : Math.min(LEAD_IN_SECONDS, blockSeconds);
        int begin = from * blockSeconds - leadIn;
        int scoredFrom = Math.max(from * blockSeconds, episode.span().warmUpSeconds());
        int scoredTo = Math.min(to * blockSeconds, episode.span().scoredUntil());
        Span span = new Span(scoredFrom - begin, Math.max(1, scoredTo - scoredFrom), RUN_OUT_SECONDS);
        ReplicaPath lived = lived(path);
        Cluster cluster = episode.cluster().withoutLeadTime().with(Faults.NONE).startingWith(lived.at(begin));
        Episode part = new Episode(
                later(begin, scoredTo + CONTEXT_SECONDS),
                episode.engine(),
                episode.promise(),
                cluster,
                span,
                episode.seed());
        ScalingPolicy policy = (now, fleet) -> OptionalInt.of(lived.at(begin + (int) now));
        return scan(part, policy, new Blocks(blockSeconds, leadIn == 0 ? 0 : blockSeconds - leadIn), tooMany);
    }

    double used(Misses misses) {
        return goal.used(misses, requests);
    }

    /** Virtual time simulated so far, in lengths of the episode. */
    double episodesSimulated() {
        return simulatedSeconds / episode.span().scoredUntil();
    }

    private EpisodeTally scan(Episode what, ScalingPolicy policy, Blocks blocks, Predicate<Misses> tooMany) {
        EpisodeTally tally = runner.scan(what, policy, blocks, tooMany);
        simulatedSeconds += tally.simulatedSeconds();
        progress.accept(episodesSimulated());
        return tally;
    }

    /** Arrivals from one second to before another, counted from the first of them. */
    private List<Arrival> later(int fromSecond, int toSecond) {
        List<Arrival> part = episode.arrivals().subList(firstAt(fromSecond), firstAt(toSecond));
        if (fromSecond == 0) {
            return part;
        }
        return new AbstractList<>() {
            @Override
            public Arrival get(int index) {
                Arrival arrival = part.get(index);
                return new Arrival(arrival.atSeconds() - fromSecond, arrival.inputTokens(), arrival.outputTokens());
            }

            @Override
            public int size() {
                return part.size();
            }
        };
    }

    private int firstAt(int second) {
        int low = 0;
        int high = episode.arrivals().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (episode.arrivals().get(middle).atSeconds() < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
