// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.contest.Stage;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.TrueNeed;
import dev.headroom.lab.fleet.Faults;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.HeadroomOptions;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.work.Crew;
import dev.headroom.lab.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Runs Headroom with each fault and without it, on the same arrivals, engines and lead times. */
final class Trials {
    private static final double MINUTE = 60;
    /** Of the courses: in the rise of the one that rises. */
    private static final double STARTS_AT = 12 * MINUTE;
    /** In the peak of the one, in the fall of the other. */
    private static final double FROM = 19 * MINUTE;

    private static final double MILLIS = 1000;

    private final EngineModel engine;
    private final LeadTimeProfile leadTime;
    private final Belief belief;
    private final List<Long> seeds;
    private final LoadTests loadTests = new LoadTests(1);

    /**
     * @param engine the truth
     * @param leadTime of its replicas
     * @param belief what Headroom is told where the fault is no wrong belief
     * @param seeds one or more
     */
    Trials(EngineModel engine, LeadTimeProfile leadTime, Belief belief, List<Long> seeds) {
        this.engine = engine;
        this.leadTime = leadTime;
        this.belief = belief;
        this.seeds = List.copyOf(seeds);
    }

    /**
     * One run.
     *
     * @param attainment share of scored requests that got all they were promised
     * @param gpuHours over the scored time
     * @param course of its replicas
     */
    record Lived(double attainment, double gpuHours, Course course) {}

    /**
     * Who is told of how far it is.
     *
     * @param planned how many runs there are
     * @param done one of them
     */
    record Log(LongConsumer planned, Consumer<String> done) {}

    private record Play(Stage stage, Conditions conditions, long seed) {}

    private record Trial(Stage stage, Injection injection) {}

    /** Names of all faults. */
    static List<String> names() {
        return Injection.all(Belief.MEASURED, 0, 0, 1).stream()
                .map(Injection::name)
                .toList();
    }

    /**
     * Runs what is wanted.
     *
     * @param workloads courses of load
     * @param faults names; empty for all
     * @param log told of how far it is
     */
    List<Finding> run(List<Workload> workloads, Set<String> faults, Crew crew, Log log) {
        List<Trial> trials = new ArrayList<>();
        for (Workload workload : workloads) {
            Stage stage = Stage.of(workload, engine, loadTests);
            injections(stage).stream()
                    .filter(injection -> faults.isEmpty() || faults.contains(injection.name()))
                    .forEach(injection -> trials.add(new Trial(stage, injection)));
        }
        Set<Play> plays = new LinkedHashSet<>();
        for (Trial trial : trials) {
            for (long seed : seeds) {
                plays.add(new Play(trial.stage(), trial.injection().twin(), seed));
                plays.add(new Play(trial.stage(), trial.injection().run(), seed));
            }
        }
        List<Play> order = List.copyOf(plays);
        log.planned().accept(order.size());
        List<Lived> lived = crew.map(order, play -> played(play, log.done()));
        Map<Play, Lived> known = new LinkedHashMap<>();
        IntStream.range(0, order.size()).forEach(index -> known.put(order.get(index), lived.get(index)));
        return trials.stream().map(trial -> finding(trial, known)).toList();
    }

    private List<Injection> injections(Stage stage) {
        Episode episode = stage.run(leadTime, seeds.get(0));
        double begins = episode.span().warmUpSeconds();
        int replicas = new TrueNeed(episode.arrivals(), stage.replica().ratePerSecond()).replicasAt(begins + FROM);
        return Injection.all(belief, begins + STARTS_AT, begins + FROM, replicas);
    }

    private Lived played(Play play, Consumer<String> told) {
        Episode episode = play.stage().run(leadTime, play.seed());
        Faults faults = new Faults(play.conditions().cluster(), play.seed());
        HeadroomOptions options = HeadroomOptions.defaults(play.seed())
                .withHorizon(Duration.ofMillis(Math.round(leadTime.typicalSeconds() * MILLIS)))
                .with(play.conditions().telemetry());
        RecordedHeadroom headroom = new RecordedHeadroom(HeadroomVariants.installed(
                play.stage().setUp(play.seed()), play.conditions().belief(), true, options));
        Outcome outcome = new EpisodeRunner().run(episode.in(episode.cluster().with(faults)), headroom);
        told.accept(play.stage().workload().id() + ", seed " + play.seed());
        return new Lived(outcome.attainment().all(), outcome.use().gpuHours(), headroom.course());
    }

    private Finding finding(Trial trial, Map<Play, Lived> known) {
        List<Lived> without = new ArrayList<>();
        List<Lived> with = new ArrayList<>();
        List<WrongFalls> falls = new ArrayList<>();
        for (long seed : seeds) {
            Lived twin = lived(known, new Play(trial.stage(), trial.injection().twin(), seed));
            Lived run = lived(known, new Play(trial.stage(), trial.injection().run(), seed));
            TrueNeed need = new TrueNeed(
                    trial.stage().run(leadTime, seed).arrivals(),
                    trial.stage().replica().ratePerSecond());
            without.add(twin);
            with.add(run);
            falls.add(WrongFalls.of(
                    run.course(), twin.course(), need, trial.injection().watched()));
        }
        return new Finding(
                trial.injection().name(),
                trial.stage().workload().id(),
                Finding.Means.of(without),
                Finding.Means.of(with),
                falls.stream().mapToInt(WrongFalls::count).sum(),
                falls.stream().mapToInt(WrongFalls::lowSeconds).average().orElse(0),
                falls.stream()
                        .map(WrongFalls::worst)
                        .flatMap(Optional::stream)
                        .max(Comparator.comparingInt(WrongFalls.Fall::gap)));
    }

    private static Lived lived(Map<Play, Lived> known, Play play) {
        Lived lived = known.get(play);
        if (lived == null) {
            throw new IllegalStateException("every play was run, but for one with seed " + play.seed());
        }
        return lived;
    }
}
