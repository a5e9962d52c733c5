// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.learn.CapacityEstimate.Source;
import dev.headroom.scaler.learn.MissCurve.Block;
import dev.headroom.scaler.slo.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Learns the load that one replica may be booked with from users' latencies. It is the highest booked load with allowed misses, and a
 * little more where nothing was missed. It is at most the replicas' load when a promise broke. One thread at a time.
 */
public final class CapacityLearner {
    /** Between two looks. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** A load must have been lived for so long before it counts, and for a lead time. */
    private static final Duration LEAST_LIVED = Duration.ofMinutes(3);

    /** Where so few requests come that it would be longer, this is enough. */
    private static final Duration MOST_LIVED = Duration.ofHours(1);

    /** Beyond the shown load: by this share. */
    private static final double BEYOND = 1 / 3.0;

    /**
     * No further step is taken where a percentile is at its limit. A third below it a usual step is taken, and further below at most this
     * multiple of one.
     */
    private static final double MOST_ROOM = 1.5;

    private static final double ROOM_SLOPE = 3;

    /** The estimate grows by at most this factor in a minute: 5 % in half of one. */
    private static final double GROWTH_PER_MINUTE = 1.1025;

    /**
     * With a budget that is spent exactly as aimed, the share that may miss applies; an untouched budget adds this multiple of it.
     */
    private static final double MISSED_BY_AIM = 2;

    private static final double LEAST_MISSED = 0.1;

    /** Loads that differ by this factor and miss nearly the same show that replicas do not help. */
    private static final double LOAD_THAT_SHOWS = 1.3;

    /** Nearly the same: within this share of the misses. */
    private static final double MOVES_NOTHING = 0.1;

    /** A percentile, slots or cache below this share of the limit leave room; they are taken to grow with the load. */
    private static final double ROOMY = 0.9;

    /** A new server's first answers take seconds, however light its load, and so do those that come meanwhile. */
    private static final Duration FIRST_ANSWERS = Duration.ofSeconds(30);

    /** Experience says nothing about loads beyond this multiple of the highest load so far. */
    private static final double UNHEARD = 2;

    private final MissCurve curve;
    private final BudgetBurn burn;
    private final BreachWatch breaches;
    private final RollingMaximum booked;
    private double first;
    private double shown;
    private Source source;
    private double mayMiss = 1 + MISSED_BY_AIM;
    private OptionalDouble unavoidable = OptionalDouble.empty();
    private Optional<Instant> looked = Optional.empty();

    /** Load of each replica up to which a percentile leaves room, as the newest look shows; 0 where it does not. */
    private double roomy;

    /** Load of each replica at the newest look; how near it was to a limit says nothing of one far above it. */
    private double seen;

    /** Such a load, assumed to be carried until the next look; 0 without one. */
    private double unseen;

    /** The highest load that was lived for long enough; 0 while none was. */
    private double lived;

    /** The least load that was shown bad. */
    private double bad = Double.POSITIVE_INFINITY;

    private double workPerRequest;

    /**
     * Begins with an estimate before anything is shown.
     *
     * @param load work per second of each replica; above 0
     * @param source the source of that load
     */
    public CapacityLearner(double load, Source source) {
        this(new Memory(load, load, source, List.of(), 0, 0, List.of(), BreachWatch.Memory.NONE), new BreachWatch());
        roomy = Double.POSITIVE_INFINITY;
    }

    /** Continues from another learner's state. */
    public CapacityLearner(Memory memory) {
        this(memory, new BreachWatch(memory.breach()));
    }

    private CapacityLearner(Memory memory, BreachWatch breaches) {
        this.breaches = breaches;
        this.first = memory.first();
        this.shown = memory.shown();
        this.source = memory.source();
        this.curve = new MissCurve(memory.bins());
        this.burn = new BudgetBurn(memory.missed(), memory.requests());
        this.booked = new RollingMaximum(memory.booked());
    }

    /**
     * The state that another learner needs to continue.
     *
     * @param first the first estimated load, less the evidence against it; above 0
     * @param shown the load estimated now; above 0
     * @param source the source of that load
     * @param bins experience by load
     * @param missed budget that was recently missed, in requests; 0 or more
     * @param requests that recently ended; 0 or more
     * @param booked largest loads that the fleet stood ready for
     * @param breach looks that showed a broken promise or a queue
     */
    public record Memory(
            double first,
            double shown,
            Source source,
            List<MissCurve.Bin> bins,
            double missed,
            double requests,
            List<RollingMaximum.Peak> booked,
            BreachWatch.Memory breach) {
        public Memory {
            bins = List.copyOf(bins);
            booked = List.copyOf(booked);
            if (!(first > 0) || !(shown > 0) || Double.isInfinite(first + shown)) {
                throw new IllegalArgumentException(
                        "capacities must be finite and above 0, were " + first + " and " + shown);
            }
            if (!(missed >= 0) || !(requests >= 0) || Double.isInfinite(missed + requests)) {
                throw new IllegalArgumentException(
                        "counts must be finite and 0 or more, were " + missed + " and " + requests);
            }
        }
    }

    /** The state that another learner needs to continue. */
    public Memory memory() {
        return new Memory(
                first, shown, source, curve.bins(), burn.missed(), burn.requests(), booked.peaks(), breaches.memory());
    }

    /**
     * Starts from another estimate, for example after a profile was changed: experience stays.
     *
     * @param load work per second of each replica; above 0
     */
    public void assume(double load, Source from) {
        first = load;
        if (source != Source.SHOWN) {
            shown = load;
            source = from;
        }
    }

    /** The current estimate. */
    public CapacityEstimate believed() {
        return new CapacityEstimate(
                Math.max(shown, unseen),
                source,
                breaches.limit(),
                breaches.breach(),
                burn.rate(),
                mayMiss,
                unavoidable);
    }

    /** No replica takes requests: requests that wait for the first one say nothing about its capacity. */
    public void noneServes() {
        breaches.noneServes();
    }

    /**
     * Takes in an observation, every {@link #EVERY}.
     *
     * @param look the newest; its instant must not go back
     */
    public void observe(CapacityObservation look) {
        double passed = Math.min(
                2 * seconds(EVERY),
                looked.map(at -> seconds(Duration.between(at, look.at()))).orElse(seconds(EVERY)));
        looked = Optional.of(look.at());
        booked.add(look.at(), look.booked());
        boolean kept = !look.missed().lately().isBeyond(1) && !look.queue();
        roomy = kept ? roomOf(look) : 0;
        roomy = mayBeCold(look) ? Double.POSITIVE_INFINITY : roomy;
        Duration hold = Hold.of(look.horizon());
        double load = booked.within(hold, look.at()).orElseThrow().value() / look.ready();
        curve.fade(passed);
        look.missed().newest().ifPresent(share -> {
            burn.add(share, look.missed().requests(), passed);
            if (load > 0 && !breaches.provesNothing()) {
                // Far beyond a limit is beyond it: a minute of an outage must not weigh like an hour.
                curve.add(load, share, Math.min(1, look.missed().closeness()), passed);
            }
        });
        mayMiss = Math.max(LEAST_MISSED, 1 + MISSED_BY_AIM * (1 - burn.rate() / look.aim()));
        shown = believable(look, load, passed);
        seen = look.booked() / look.ready();
        stand(seen, look.at());
        boolean before = breaches.breach().isPresent();
        breaches.look(look, unavoidable.orElse(0), shown);
        breaches.limit().ifPresent(limit -> speakAgainst(limit, before));
    }

    /** A load that was only assumed is dropped once it broke the promise. */
    private void speakAgainst(double limit, boolean before) {
        boolean assumed = source != Source.SHOWN;
        first = !before || assumed ? Math.min(first, limit) : first;
        shown = assumed ? Math.min(shown, limit) : shown;
    }

    /**
     * Until something is shown, the estimate is a rate of requests. The first requests that end are the short ones, and the known work of a
     * request grows meanwhile.
     *
     * @param perRequest mean work of a request now; above 0
     */
    public void follow(double perRequest) {
        double grown = workPerRequest > 0 ? perRequest / workPerRequest : 1;
        workPerRequest = perRequest;
        roomy *= grown;
        if (source != Source.SHOWN) {
            first *= grown;
            shown *= grown;
        }
    }

    /**
     * Takes in the running replicas, every turn, where the load is new to the learner. Each replica is assumed to carry its booked load, as
     * far as users' latencies leave room and nothing was shown bad. So an answer rises where something speaks for it, and not because a
     * load is new.
     *
     * @param load work per second that each replica is booked with; 0 or more, and 0 where none takes requests
     * @param at the moment
     */
    public void stand(double load, Instant at) {
        boolean looksGoOn = looked.isPresent() && !at.isAfter(looked.get().plus(EVERY.multipliedBy(2)));
        unseen = 0;
        if (breaches.breach().isEmpty()) {
            boolean unheard = source != Source.SHOWN || load > UNHEARD * lived;
            double clean = unheard ? Math.min(load, Math.min(roomy, bad)) : 0;
            unseen = looksGoOn && unheard && load > UNHEARD * seen ? Math.min(load, bad) : 0;
            first = Math.max(first, clean);
            shown = Math.max(shown, clean);
        }
    }

    /**
     * The highest load with allowed misses, fitted to rise with load; higher where the load is clean, and within the loads shown bad. The
     * first assumption counts up to the load of each replica: it asks for no more than the running replicas, and takes nothing away.
     */
    private double believable(CapacityObservation look, double load, double passed) {
        List<Block> known = curve.fit(leadTime(look));
        unavoidable = unavoidable(known);
        double may = Math.max(mayMiss, unavoidable.orElse(0) * (1 + MOVES_NOTHING));
        lived = known.isEmpty() ? 0 : known.get(known.size() - 1).highest();
        bad = leastBad(known, may);
        List<Block> blocks = curve.fit(least(look));
        if (blocks.isEmpty()) {
            return source == Source.SHOWN ? shown : first;
        }
        int good = good(blocks, may);
        if (good < 0) {
            return shown;
        }
        source = Source.SHOWN;
        Block best = blocks.get(good);
        double clean = Math.max(0, 1 - 2 * best.share() / may);
        double top = best.highest() * (1 + clean * room(best) * BEYOND);
        double grown = shown * Math.pow(GROWTH_PER_MINUTE, passed / 60);
        if (good + 1 < blocks.size()) {
            double least = leastBad(blocks, may);
            // Nothing is known about loads between a night's load and a rush that was too much.
            return Math.min(grown, least > UNHEARD * best.highest() ? least : Math.min(top, least));
        }
        return Math.max(Math.min(grown, top), Math.min(first, load));
    }

    /** The place of the heaviest load with allowed misses; -1 without one. */
    private static int good(List<Block> blocks, double may) {
        int good = blocks.size() - 1;
        while (good >= 0 && blocks.get(good).share() > may) {
            good--;
        }
        return good;
    }

    private static double leastBad(List<Block> blocks, double may) {
        int good = good(blocks, may);
        return good + 1 < blocks.size() ? blocks.get(good + 1).top() : Double.POSITIVE_INFINITY;
    }

    /** Seconds that a load must have been lived to count: a lead time, and until enough requests ended to say something. */
    private static double least(CapacityObservation look) {
        double showing = look.missed().show() * seconds(EVERY) / look.missed().requests();
        return Math.max(leadTime(look), Math.min(showing, seconds(MOST_LIVED)));
    }

    private static double leadTime(CapacityObservation look) {
        return Math.max(seconds(LEAST_LIVED), seconds(look.horizon()));
    }

    /** Where nothing says how near a limit is, as under a ceiling of concurrency alone, nothing speaks against any load. */
    private static double roomOf(CapacityObservation look) {
        double closeness = look.missed().closeness();
        return closeness > 0 ? ROOMY * look.arriving() / look.ready() / closeness : Double.POSITIVE_INFINITY;
    }

    /** Whether late answers may be those of cold servers alone: none waits. The capacity of a profile is not raised for it. */
    private boolean mayBeCold(CapacityObservation look) {
        return source == Source.STANDING
                && !look.queue()
                && look.missed().closeness() > ROOMY
                && breaches.wokeWithin(FIRST_ANSWERS, look);
    }

    /** The closer a percentile was to its limit, the less far: as far as usual at two thirds of it, and not at all there. */
    private static double room(Block best) {
        return Math.max(0, Math.min(MOST_ROOM, ROOM_SLOPE * (1 - best.closeness())));
    }

    /** Where the lightest load that was lived misses more than may be, and far heavier ones hardly more, replicas do not help. */
    private static OptionalDouble unavoidable(List<Block> blocks) {
        if (blocks.isEmpty() || blocks.get(0).share() <= 1) {
            return OptionalDouble.empty();
        }
        Block lightest = blocks.get(0);
        boolean alike = blocks.stream()
                .filter(block -> block.share() <= lightest.share() * (1 + MOVES_NOTHING))
                .anyMatch(block -> block.highest() >= LOAD_THAT_SHOWS * lightest.lowest());
        return alike ? OptionalDouble.of(lightest.share()) : OptionalDouble.empty();
    }

    private static double seconds(Duration duration) {
        return Durations.seconds(duration);
    }
}
