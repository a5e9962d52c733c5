// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.Bound;
import dev.headroom.lab.bound.Bounds;
import dev.headroom.lab.bound.Effort;
import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.days.DayFigures;
import dev.headroom.lab.days.Staircase;
import dev.headroom.lab.days.StaircaseSearch;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Counted;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.Faults;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.work.Progress;
import dev.headroom.scaler.slo.ReplicaLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Runs what a request asks for. */
final class Replay {
    /** Between points of the timeline. */
    private static final int TIMELINE_SECONDS = 10;
    /** The same of a whole day. */
    private static final int DAY_TIMELINE_SECONDS = 60;
    /** Whose need the start has, where no number is given. */
    private static final int FIRST_SECONDS = 300;
    /** Above what they need at the load test's edge: who starts a run leaves room. */
    private static final double SPARE_AT_START = 1.25;

    private static final double PERCENT = 100;

    private final ReplayRequest request;
    private final Progress progress;
    private final Promised promised;
    private final EpisodeRunner runner = new EpisodeRunner();
    /** The runs are over: the search, which goes on beside them, has its say. */
    private volatile boolean searchIsLeft;

    Replay(ReplayRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.promised = Promised.by(request.policy());
    }

    Replayed run() {
        progress.say("measuring what one replica carries");
        SetUp setUp = setUp();
        Episode episode = episode(setUp);
        Optional<Staircase> staircase = staircase(setUp, episode);
        // Beside the runs: a search takes as long as many of them, and there is a second core.
        CompletableFuture<Optional<Bound>> search = CompletableFuture.supplyAsync(() -> bound(episode));
        List<Replayed.Result> results = new ArrayList<>();
        for (PolicyVariant contender : request.contenders()) {
            results.add(result(contender, setUp, episode, staircase, results.isEmpty()));
        }
        Replayed.Given given = new Replayed.Given(
                request.traffic().trace(),
                request.traffic().fromSeconds(),
                request.engine().name(),
                request.around().leadTime().name(),
                request.traffic().hasPast());
        searchIsLeft = true;
        Optional<Bound> bound = search.join();
        progress.erase();
        return new Replayed(given, request.policy(), episode, results, bound, staircase);
    }

    private SetUp setUp() {
        ReplayedTraffic traffic = request.traffic();
        ReplicaLimits limits = request.policy().replicas();
        SetUp.LoadTest replica = new LoadTests(request.seed())
                .of(request.engine(), TokenMix.of(traffic.trainingArrivals()), promised.limits());
        return new SetUp(
                promised.limits(),
                limits.min(),
                limits.max(),
                request.engine(),
                replica,
                traffic.training(),
                request.seed(),
                SetUp.Terms.of(promised.strictest(), request.around().leadTime()));
    }

    private Episode episode(SetUp setUp) {
        ReplayedTraffic traffic = request.traffic();
        int needed = (int) Math.ceil(SPARE_AT_START
                * traffic.firstPerSecond(FIRST_SECONDS)
                / setUp.replica().ratePerSecond());
        int start = request.around()
                .startReplicas()
                .orElse(Math.max(setUp.minReplicas(), Math.min(setUp.maxReplicas(), needed)));
        return new Episode(
                traffic.arrivals(),
                request.engine(),
                promised.limits(),
                new Cluster(
                        request.around().leadTime(),
                        request.around().routing(),
                        Faults.NONE,
                        setUp.minReplicas(),
                        setUp.maxReplicas(),
                        start),
                traffic.span(),
                request.seed());
    }

    private Optional<Staircase> staircase(SetUp setUp, Episode episode) {
        if (!request.traffic().drawn() || request.effort().isEmpty() || !promised.anything()) {
            return Optional.empty();
        }
        progress.say("looking for the fewest replicas of each half hour");
        return Optional.of(new StaircaseSearch(
                        episode,
                        request.traffic().load(),
                        promised.goal(),
                        setUp.replica().ratePerSecond())
                .run());
    }

    private Replayed.Result result(
            PolicyVariant contender,
            SetUp setUp,
            Episode episode,
            Optional<Staircase> staircase,
            boolean withTimeline) {
        ScalingPolicy policy = watched(contender, contender.maker().make(setUp), episode.span());
        if (request.traffic().drawn()) {
            OptionalInt every = withTimeline ? OptionalInt.of(DAY_TIMELINE_SECONDS) : OptionalInt.empty();
            Counted run = runner.counted(episode, policy, DayFigures.blocksOf(episode.span()), every);
            DayFigures day = DayFigures.of(run, episode, promised.goal(), staircase);
            return new Replayed.Result(contender, run.outcome(), Optional.of(day));
        }
        Outcome outcome = withTimeline ? runner.run(episode, policy, TIMELINE_SECONDS) : runner.run(episode, policy);
        return new Replayed.Result(contender, outcome, Optional.empty());
    }

    private Optional<Bound> bound(Episode episode) {
        if (request.traffic().drawn() || request.effort().isEmpty() || !promised.anything()) {
            return Optional.empty();
        }
        Effort effort = request.effort().get();
        return new Bounds(promised.goal(), effort).of(episode, episodes -> {
            if (searchIsLeft) {
                say("looking for the cheapest path", Math.min(1, episodes / effort.episodes()));
            }
        });
    }

    /** The same policy, whose progress is said. */
    private ScalingPolicy watched(PolicyVariant contender, ScalingPolicy policy, Span span) {
        return new ScalingPolicy() {
            @Override
            public void admitted(ServedRequest request) {
                policy.admitted(request);
            }

            @Override
            public void ended(PodIdentity pod, ServedRequest request) {
                policy.ended(pod, request);
            }

            @Override
            public OptionalInt advanceTo(double now, FleetSight fleet) {
                say("running " + contender.name(), now / span.endSeconds());
                return policy.advanceTo(now, fleet);
            }

            @Override
            public String because() {
                return policy.because();
            }
        };
    }

    private void say(String what, double share) {
        progress.say(String.format(Locale.ROOT, "%s %.0f %%", what, share * PERCENT));
    }
}
