// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.Promises;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.Posture;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two replicas at half of what they carry, then at 1.6 times that, and a profile that says they carry far more: what is believed of a
 * replica must come down to what it does within 20 s, and the answer must rise by then.
 */
class LimitReachedTest {
    private static final int REPLICAS = 2;
    private static final int CALM_SECONDS = 300;
    private static final int LIMIT_SECONDS = 160;
    private static final double CALM = 0.5;
    private static final double OVERLOAD = 1.6;
    private static final int WITHIN_SECONDS = 20;

    private static final int ANSWERED_WITHIN_SECONDS = 20;

    private static final double MOST_OVER_CARRIED = 1.2;
    private static final int CARRIED_OVER_SECONDS = 20;
    private static final int SLOTS = 32;
    private static final int STATED_SLOTS = 128;
    private static final Belief THREE_TIMES_TOO_GOOD = new Belief("3 times too fast", OptionalDouble.of(1 / 3.0));

    /**
     * What is wrong with a profile.
     *
     * @param engine the truth
     * @param profiled the engine that the profile was made of
     */
    private record Wrong(String name, EngineModel engine, EngineModel profiled, Belief belief) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Wrong> wrongProfiles() {
        return ShippedEngines.names().stream()
                .map(ShippedEngines::named)
                .flatMap(shipped -> Stream.of(
                        new Wrong(
                                shipped.name() + ", 32 slots for 128",
                                withSlots(shipped, SLOTS),
                                withSlots(shipped, STATED_SLOTS),
                                Belief.MEASURED),
                        new Wrong(shipped.name() + ", 3 times too good", shipped, shipped, THREE_TIMES_TOO_GOOD)));
    }

    @ParameterizedTest
    @MethodSource("wrongProfiles")
    void whatIsBelievedComesDownToWhatIsCarried(Wrong wrong) {
        Episode episode = overloaded(wrong);

        int since = limitStandsFrom(episode);
        List<Episode.Moment> limit = episode.since(since).stream()
                .filter(LimitReachedTest::atItsLimit)
                .toList();
        int before = episode.moments().stream()
                .filter(moment -> moment.second() == since)
                .findFirst()
                .orElseThrow()
                .plan()
                .desired();
        List<String> tooMuch = new ArrayList<>();
        for (Episode.Moment moment : limit) {
            double carried = carried(episode, moment);
            double believed = moment.plan().basis().ratePerReplica().orElse(Double.NaN);
            boolean due = moment.second() > since + WITHIN_SECONDS && moment.ready() == REPLICAS;
            if (due && believed > MOST_OVER_CARRIED * carried) {
                tooMuch.add(String.format(
                        Locale.ROOT,
                        "%d s after the limit: %.2f requests/s believed, %.2f carried: %s",
                        moment.second() - since,
                        believed,
                        carried,
                        moment.because()));
            }
        }
        assertThat(tooMuch).isEmpty();
        assertThat(episode.since(since + ANSWERED_WITHIN_SECONDS + 1))
                .as("the answer has risen above %d", Math.min(before, REPLICAS))
                .allMatch(moment -> moment.plan().desired() > REPLICAS);
    }

    /** The second from which on replicas were at their limit for as long as may pass until that is believed; a queue that passes is none. */
    private static int limitStandsFrom(Episode episode) {
        int since = Integer.MAX_VALUE;
        for (Episode.Moment moment : episode.since(CALM_SECONDS)) {
            if (!atItsLimit(moment)) {
                since = Integer.MAX_VALUE;
            } else if (since == Integer.MAX_VALUE) {
                since = moment.second();
            }
            if (since <= moment.second() - WITHIN_SECONDS) {
                return since;
            }
        }
        return fail("the limit never stands");
    }

    /** Users get less than was promised, or requests wait on full replicas. */
    private static boolean atItsLimit(Episode.Moment moment) {
        boolean violated = moment.plan().basis().standings().stream().anyMatch(SloStatus::violated);
        double waiting =
                moment.plan().basis().evidence().servers().load().waiting().orElse(0);
        return violated || (waiting >= moment.ready() && waiting > 0);
    }

    private static double carried(Episode episode, Episode.Moment moment) {
        long completed = episode.completed(moment.second() - CARRIED_OVER_SECONDS, moment.second());
        return (double) completed / CARRIED_OVER_SECONDS / moment.ready();
    }

    private static Episode overloaded(Wrong wrong) {
        SplittableRandom chance = new SplittableRandom(5);
        List<Arrival> sample = new ArrayList<>();
        new DrawnArrivals(at -> 10, LengthShapes.CHAT, 1, CALM_SECONDS, chance.split()).forEachRemaining(sample::add);
        TokenMix mix = TokenMix.of(sample);
        Promise promise = Promises.forMix(wrong.engine(), mix);
        SetUp.LoadTest carries = new LoadTests(1).of(wrong.engine(), mix, promise);
        double most = REPLICAS * carries.ratePerSecond();
        SetUp setUp = new SetUp(
                promise,
                1,
                12,
                wrong.engine(),
                carries,
                new SetUp.TrainingWindow(CALM * most, CALM * most, 700, 200),
                1);
        PlannerDocuments documents = PlannerDocuments.read(
                HeadroomVariants.policyText(setUp, Posture.BALANCED, false), profile(wrong, setUp));
        Iterator<Arrival> traffic = new DrawnArrivals(
                at -> (at < CALM_SECONDS ? CALM : OVERLOAD) * most,
                LengthShapes.CHAT,
                1,
                CALM_SECONDS + LIMIT_SECONDS,
                chance.split());
        HeadroomPolicy policy =
                new HeadroomPolicy(documents, HeadroomOptions.defaults(1).withoutStatedLimits());
        return new Episode(wrong.engine(), promise, traffic, REPLICAS, policy).runTo(CALM_SECONDS + LIMIT_SECONDS - 1);
    }

    private static Optional<String> profile(Wrong wrong, SetUp setUp) {
        return wrong.belief().profileOf(wrong.profiled(), setUp.training(), setUp.seed());
    }

    private static EngineModel withSlots(EngineModel engine, int slots) {
        EngineLimits limits = engine.limits();
        return engine.withLimits(new EngineLimits(slots, Math.max(slots, limits.stepTokens()), limits.kvTokens()));
    }
}
