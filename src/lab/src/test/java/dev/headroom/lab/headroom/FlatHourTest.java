// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.Promises;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Moment;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.policy.StaticReplicas;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Newly installed, without a profile, at a load that stays what it is: the promise is kept from minute 15 on, the third hour has at
 * most one change, and its replicas are near the fewest that would do. Engines and mixes are drawn at random; the seed is printed.
 * {@code -Dheadroom.flat.mixes=20} draws more of them, {@code -Dheadroom.flat.seed=N} others.
 */
class FlatHourTest {
    private static final int MIXES = Integer.getInteger("headroom.flat.mixes", 2);
    private static final long SEED = Long.getLong("headroom.flat.seed", 1);
    private static final int HOUR = 3600;
    private static final int PROMISED_FROM = 900;
    private static final int LEARNT_BY = 2 * HOUR;
    private static final int END = 3 * HOUR;
    private static final int MAX_REPLICAS = 24;
    private static final int TIMELINE_EVERY = 10;

    /** No more requests than this, so that a run takes seconds. */
    private static final double MOST_PER_SECOND = 25;

    /** Of a promise of 99 %: within three hours what is learnt by trying one replica fewer may cost so much. */
    private static final double KEPT = 0.988;

    private static final double NEAR = 1.15;
    private static final LeadTimeProfile LEAD = LeadTimeProfile.named("warm");

    /** One drawn world: an engine, a mix and a constant rate that about so many replicas carry. */
    private record World(long seed, EngineModel engine, String lengths, Episode episode, SetUp setUp) {}

    @Test
    void aFlatLoadIsLearntWithinTwoHoursAndThenLeftAlone() {
        List<String> off = new ArrayList<>();
        for (long seed = SEED; seed < SEED + MIXES; seed++) {
            World world = drawn(seed);
            Outcome outcome = new EpisodeRunner()
                    .run(
                            world.episode(),
                            HeadroomVariants.installed(
                                    world.setUp(), Belief.ABSENT, false, HeadroomOptions.defaults(seed)),
                            TIMELINE_EVERY);
            List<Moment> third = outcome.timeline().stream()
                    .filter(moment -> moment.atSeconds() > LEARNT_BY && moment.atSeconds() <= END)
                    .toList();
            int changes = changes(third);
            double mean = third.stream().mapToInt(Moment::replicas).average().orElseThrow();
            int fewest = fewest(world, (int) Math.ceil(mean));
            String line = String.format(
                    Locale.ROOT,
                    "seed %d: %s, %s, %.1f requests/s: kept %.2f %% from minute 15, third hour: %d changes, %.2f replicas"
                            + " where %d would do",
                    seed,
                    world.engine().name(),
                    world.lengths(),
                    world.setUp().training().meanPerSecond(),
                    100 * worst(outcome),
                    changes,
                    mean,
                    fewest);
            System.out.println(line);
            boolean near = mean <= Math.max(NEAR * fewest, fewest + 1);
            if (worst(outcome) < KEPT || changes > 1 || !near) {
                off.add(line);
            }
        }
        assertThat(off).isEmpty();
    }

    private static int changes(List<Moment> moments) {
        int changes = 0;
        for (int at = 1; at < moments.size(); at++) {
            changes += moments.get(at).wanted() == moments.get(at - 1).wanted() ? 0 : 1;
        }
        return changes;
    }

    /** The share of requests that kept the objective that was kept worst. */
    private static double worst(Outcome outcome) {
        return Math.min(
                outcome.attainment().of(Signal.TTFT),
                Math.min(
                        outcome.attainment().of(Signal.ITL),
                        outcome.attainment().of(Signal.E2E)));
    }

    /** Replicas that keep every objective through the third hour, by trying one fewer as long as that goes well. */
    private static int fewest(World world, int from) {
        int enough = from;
        while (enough > 1 && keeps(world, enough - 1)) {
            enough--;
        }
        return enough;
    }

    private static boolean keeps(World world, int replicas) {
        List<Arrival> third = world.episode().arrivals().stream()
                .filter(arrival -> arrival.atSeconds() >= LEARNT_BY)
                .map(arrival ->
                        new Arrival(arrival.atSeconds() - LEARNT_BY, arrival.inputTokens(), arrival.outputTokens()))
                .toList();
        Episode hour = new Episode(
                third,
                world.engine(),
                world.episode().promise(),
                world.episode().cluster().startingWith(replicas),
                new Span(HOUR / 12, HOUR - HOUR / 12, HOUR / 12),
                world.seed());
        return worst(new EpisodeRunner().run(hour, new StaticReplicas(replicas))) >= HeadroomVariants.PERCENTILE / 100;
    }

    private static World drawn(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<String> engines = ShippedEngines.names();
        EngineModel engine = ShippedEngines.named(engines.get(chance.nextInt(engines.size())));
        double input = between(100, 4000, chance);
        double output = between(40, 1000, chance);
        double variation = between(0.3, 1.5, chance);
        LengthShape one = LengthShapes.lognormal(input, output, variation, 16_000, 4000);
        double share = chance.nextBoolean() ? 0 : between(0.05, 0.4, chance);
        double otherOutput = between(2, 2000, chance);
        LengthShape lengths =
                one.mixedWith(LengthShapes.lognormal(between(50, 8000, chance), otherOutput, 0.5, 16_000, 4000), share);
        List<Arrival> sample = drawn(5, HOUR / 4, lengths, chance);
        TokenMix mix = TokenMix.of(sample);
        Promise promise = Promises.forMix(engine, mix);
        SetUp.LoadTest carries = new LoadTests(1).of(engine, mix, promise);
        double replicas = Math.min(MOST_PER_SECOND / carries.ratePerSecond(), 3 + 5 * chance.nextDouble());
        double rate = replicas * carries.ratePerSecond();
        int start = Math.max(2, (int) Math.ceil(replicas * (1.2 + 0.6 * chance.nextDouble())));
        Episode episode = new Episode(
                drawn(rate, END, lengths, chance),
                engine,
                promise,
                new Cluster(LEAD, 1, MAX_REPLICAS, Math.min(MAX_REPLICAS, start)),
                new Span(PROMISED_FROM, END - PROMISED_FROM, HOUR / 12),
                seed);
        SetUp setUp = new SetUp(
                promise, 1, MAX_REPLICAS, engine, carries, new SetUp.TrainingWindow(rate, rate, input, output), seed);
        String told = String.format(
                Locale.ROOT,
                "%.0f/%.0f tokens x %.1f, %.0f %% of %.0f",
                input,
                output,
                variation,
                100 * share,
                otherOutput);
        return new World(seed, engine, told, episode, setUp);
    }

    private static List<Arrival> drawn(double rate, double seconds, LengthShape lengths, SplittableRandom chance) {
        List<Arrival> arrivals = new ArrayList<>();
        new DrawnArrivals(at -> rate, lengths, 1, seconds, chance.split()).forEachRemaining(arrivals::add);
        return arrivals;
    }

    /** Evenly between logarithms. */
    private static double between(double least, double most, SplittableRandom chance) {
        return least * Math.pow(most / least, chance.nextDouble());
    }
}
