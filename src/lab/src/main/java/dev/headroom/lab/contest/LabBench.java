// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.bound.Bound;
import dev.headroom.lab.bound.BoundShelf;
import dev.headroom.lab.bound.Bounds;
import dev.headroom.lab.bound.Effort;
import dev.headroom.lab.bound.Goal;
import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.compare.Bench;
import dev.headroom.lab.compare.Entrant;
import dev.headroom.lab.compare.SuiteSize;
import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.EpisodeRunner.Diagnosed;
import dev.headroom.lab.episode.TrueNeed;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.HeadroomOptions;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.headroom.HeadroomVariants.Life;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.workload.Workload;
import dev.headroom.lab.workload.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bench of {@code headroom lab compare}: cells become episodes. Any number of threads may run cells. */
public final class LabBench implements Bench {
    /** An evening, a step and a drift of lengths: minutes on two cores. */
    private static final Set<String> QUICK = Set.of("W8-evening", "W8-step", "W9-drift");

    /** Of the known recordings, one of each kind of load; and whatever recording of one's own there is. */
    private static final List<String> QUICK_RECORDINGS = List.of("W4-azure-conv-2024", "W6-servegen-m-large", "trace-");

    /** Of each kind of load one or two, and a ramp of llm-d's lengths whose stages nobody has seen in that order. */
    private static final Set<String> MEDIUM =
            Set.of("W1p-01", "W3", "W8-evening", "W8-step", "W8-burst", "W8-flash", "W8-onoff", "W9-drift", "W9-flip");

    /** Published load tests have a size, an engine and a promise of their own: {@code headroom lab ramp} runs them. */
    private static final Set<String> OWN_SIZE = Set.of("W1", "W2");

    /** Those that differ most come first: a quick comparison meets the first three. */
    private static final List<String> ENGINES = List.of("h100-llama-8b", "h100x2-qwen3-32b", "h100-llama-8b-spec");

    private static final String ORDERS = "W1p-";
    /** At the size of the others, on their engines and with their promises: one order is enough. */
    private static final String ONE_ORDER = "W1p-01";

    private static final long MILLIS = 1000;

    private final List<Workload> workloads = new ArrayList<>();
    private final LoadTests loadTests;
    private final BoundShelf shelf;
    private final String fingerprint;
    private final Map<String, Stage> stages = new ConcurrentHashMap<>();
    private final Map<String, Optional<Bound>> found = new ConcurrentHashMap<>();
    private final EarlierLives lives;
    private final EpisodeRunner runner = new EpisodeRunner();
    private final Bounds bounds;

    private LabBench(Optional<Path> traces, Path cache, long seed, int lived, Effort effort) {
        Workloads.builtIn().stream().filter(LabBench::isSizedByUs).forEach(workloads::add);
        traces.map(Workloads::ofTraces).ifPresent(workloads::addAll);
        this.lives = new EarlierLives(lived);
        this.loadTests = new LoadTests(seed);
        this.shelf = new BoundShelf(cache);
        this.bounds = new Bounds(Goal.ALL_99, effort);
        this.fingerprint = String.join(" ", new HeadroomVersion().getVersion()) + " " + seed + " " + lived + " "
                + workloads.stream()
                        .map(workload -> workload.id() + "/" + workload.peakPerSecond())
                        .toList();
    }

    /** Opens a bench. */
    public static LabBench open(Optional<Path> traces, Path cache, long seed, int lived, boolean thorough) {
        return new LabBench(traces, cache, seed, lived, thorough ? Effort.THOROUGH : Effort.QUICK);
    }

    private static boolean isSizedByUs(Workload workload) {
        boolean order = workload.id().startsWith(ORDERS);
        return order ? workload.id().equals(ONE_ORDER) : !OWN_SIZE.contains(workload.id());
    }

    @Override
    public List<Load> workloads() {
        return workloads.stream()
                .map(workload -> new Load(workload.id(), workload.foreseeable(), smallestOf(workload.id())))
                .toList();
    }

    private static SuiteSize smallestOf(String id) {
        if (QUICK.contains(id) || QUICK_RECORDINGS.stream().anyMatch(id::startsWith)) {
            return SuiteSize.QUICK;
        }
        return MEDIUM.contains(id) ? SuiteSize.MEDIUM : SuiteSize.FULL;
    }

    /** Those that a person would choose between; the ramp's engine is made for one published run. */
    @Override
    public List<String> engines() {
        List<String> names = new ArrayList<>(ENGINES);
        ShippedEngines.names().stream()
                .filter(name -> !names.contains(name) && !name.equals(ScoredRamp.ENGINE))
                .forEach(names::add);
        return names;
    }

    @Override
    public List<Entrant> entrants() {
        return Entrants.all();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public ResultRow run(Cell cell) {
        Stage stage = stageOf(cell.setting().workload(), cell.setting().engine());
        LeadTimeProfile leadTime = LeadTimeProfile.named(cell.setting().leadTime());
        Episode episode = cell.window() == Window.RUN
                ? stage.run(leadTime, cell.seed())
                : stage.trainingRun(leadTime, cell.seed());
        ScalingPolicy policy = Entrants.isHeadroom(cell.contender())
                ? headroom(cell, stage, leadTime)
                : Entrants.variantOf(cell.contender()).maker().make(stage.setUp(cell.seed()));
        TrueNeed need = new TrueNeed(episode.arrivals(), stage.replica().ratePerSecond());
        Diagnosed run = runner.diagnosed(episode, policy, need);
        Optional<Bound> bound = cell.window() == Window.RUN ? boundOf(cell, episode) : Optional.empty();
        return EpisodeRow.of(cell, run, bound);
    }

    private ScalingPolicy headroom(Cell cell, Stage stage, LeadTimeProfile leadTime) {
        Belief belief = beliefOf(cell);
        Duration horizon = horizonOf(cell, leadTime);
        boolean admissions = Entrants.hasAdmissions(cell.contender());
        Life life = lives.before(
                cell,
                stage,
                leadTime,
                (lived, seed) -> HeadroomVariants.living(stage.setUp(seed), belief, horizon, 1, admissions, lived));
        return HeadroomVariants.living(
                stage.setUp(cell.seed()), belief, horizon, cell.contender().knob(), admissions, life);
    }

    /** Who has measured the engine has measured the lead time; else the service's default stands, right or wrong. */
    private static Duration horizonOf(Cell cell, LeadTimeProfile leadTime) {
        return cell.setting().belief() == Setting.Belief.TRUE
                ? Duration.ofMillis(Math.round(leadTime.typicalSeconds() * MILLIS))
                : HeadroomOptions.HORIZON;
    }

    private Optional<Bound> boundOf(Cell cell, Episode episode) {
        String label = String.join(
                " ",
                cell.setting().workload(),
                cell.setting().engine(),
                cell.setting().leadTime(),
                Long.toString(cell.seed()));
        // Looking one up costs as much as the episode's fingerprint.
        return found.computeIfAbsent(label, key -> shelf.of(key, bounds, episode));
    }

    private Stage stageOf(String workload, String engine) {
        return stages.computeIfAbsent(
                workload + "|" + engine,
                key -> Stage.of(
                        workloads.stream()
                                .filter(one -> one.id().equals(workload))
                                .findFirst()
                                .orElseThrow(),
                        ShippedEngines.named(engine),
                        loadTests));
    }

    private static Belief beliefOf(Cell cell) {
        return switch (cell.setting().belief()) {
            case ABSENT -> Belief.ABSENT;
            case HIGH -> Belief.TOO_FAST;
            case TRUE -> Belief.MEASURED;
            case LOW -> Belief.TOO_SLOW;
        };
    }
}
