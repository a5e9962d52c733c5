// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import static dev.headroom.lab.workload.DrawnTraffic.poisson;

import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RateShapes;
import dev.headroom.lab.traffic.RateShapes.Crowd;
import dev.headroom.lab.workload.DrawnTraffic.SeededRate;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Workloads drawn from shapes, which need no file. When something happens (a step, a crowd) is drawn within a tenth of a run around
 * its middle, so that a policy tuned on another seed has learnt how large it is, but not when it comes.
 */
final class BuiltInShapes {
    /** One cycle of a shape: 45 minutes. */
    private static final double CYCLE_SECONDS = 2700;
    /** The top of each shape at its own size, requests/s: half a dozen replicas of a small model. */
    private static final double TOP = 100;

    private static final double LOW = 20;
    /** Share of a cycle by which an event may come sooner or later. */
    private static final double EVENT_PLAY = 0.1;
    /** A day is 24 hours however short episodes are; of the short ones it is the morning. */
    private static final double DAY_SECONDS = 86_400;

    private static final double MORNING_BEGINS_AT_HOUR = 8;
    /** Level of a real service around its daily course, between quarters of an hour. */
    private static final double DAY_VARIATION = 0.08;

    private static final double DAY_PACE_SECONDS = 900;
    /** Variation of gaps in the bursty shape: the median of ServeGen's burstiest clients is of this order. */
    private static final double BURSTY_SQUARED_VARIATION = 16;

    private final EpisodeLength length;
    private final double seconds;

    BuiltInShapes(EpisodeLength length) {
        this.length = length;
        this.seconds = length.cycles() * CYCLE_SECONDS;
    }

    List<Workload> all() {
        return List.of(
                foreseeable("W8-sine", "sine, three waves in 45 minutes", sine()),
                foreseeable("W8-ramp", "a slow ramp up and a slower one down", ramp()),
                foreseeable("W8-evening", "evening peak", evening()),
                day(),
                unforeseeable("W8-step", "a step to three times the load and back", this::step),
                unforeseeable("W8-flash", "flash crowd of ten times the load", this::flashCrowd),
                unforeseeable("W8-onoff", "on for a quarter of an hour, off for ten minutes, with zero", this::onOff),
                burst(),
                drift(),
                flip(),
                mix());
    }

    private Workload foreseeable(String id, String title, RateShape rate) {
        DrawnTraffic traffic = poisson(chance -> rate.repeatedEvery(CYCLE_SECONDS), LengthShapes.CHAT, seconds);
        return Workload.of(id, title, true, traffic, traffic).likeTheDayBefore();
    }

    private Workload unforeseeable(String id, String title, SeededRate rate) {
        DrawnTraffic traffic =
                poisson(chance -> rate.with(chance).repeatedEvery(CYCLE_SECONDS), LengthShapes.CHAT, seconds);
        return Workload.of(id, title, false, traffic, traffic);
    }

    private static RateShape sine() {
        return RateShapes.sine(LOW, TOP, CYCLE_SECONDS / 3);
    }

    private static RateShape ramp() {
        RateShape up = RateShapes.ramp(LOW, TOP, 0.1 * CYCLE_SECONDS, 0.45 * CYCLE_SECONDS);
        RateShape down = RateShapes.ramp(0, TOP - LOW, 0.55 * CYCLE_SECONDS, CYCLE_SECONDS);
        return at -> up.perSecond(at) - down.perSecond(at);
    }

    private static RateShape evening() {
        return RateShapes.eveningPeak(TOP / 4.5, 4.5, CYCLE_SECONDS);
    }

    private Workload day() {
        boolean whole = length == EpisodeLength.FULL;
        double lasts = whole ? DAY_SECONDS : CYCLE_SECONDS;
        double begins = whole ? 0 : MORNING_BEGINS_AT_HOUR;
        SeededRate rate = chance -> RateShapes.wandering(
                RateShapes.day(LOW / 2, TOP, begins), DAY_VARIATION, DAY_PACE_SECONDS, lasts, chance);
        DrawnTraffic traffic = poisson(rate, LengthShapes.CHAT, lasts);
        Workload day = whole
                ? Workload.of("W8-day", "a working day with a wandering level", true, traffic, traffic)
                : Workload.of("W8-morning", "a working day from eight to a quarter to nine", true, traffic, traffic);
        return day.likeTheDayBefore();
    }

    private RateShape step(RandomGenerator chance) {
        double up = around(0.25, chance);
        double down = around(0.7, chance);
        return at -> at >= up && at < down ? TOP : TOP / 3;
    }

    private RateShape flashCrowd(RandomGenerator chance) {
        return RateShapes.flashCrowd(TOP / 10, new Crowd(10, around(0.4, chance), 20, 420, 180));
    }

    private RateShape onOff(RandomGenerator chance) {
        return RateShapes.onOff(TOP, 900, 600, around(0.15, chance));
    }

    private Workload burst() {
        DrawnTraffic traffic = new DrawnTraffic(
                chance -> RateShapes.constant(TOP), LengthShapes.CHAT, BURSTY_SQUARED_VARIATION, seconds);
        return Workload.of(
                "W8-burst", "one mean rate, arrivals in bursts (gamma gaps, CV² 16)", false, traffic, traffic);
    }

    /** The training knows the lengths before the drift alone: nobody has seen the others yet. */
    private Workload drift() {
        LengthShape longer = LengthShapes.lognormal(700, 400, 0.8, 2048, 1400);
        SeededRate rate = chance -> RateShapes.constant(TOP / 2);
        return Workload.of(
                "W9-drift",
                "answers become twice as long in mid-run",
                false,
                poisson(rate, LengthShapes.CHAT.until(seconds / 2, longer), seconds),
                poisson(rate, LengthShapes.CHAT, seconds));
    }

    private Workload flip() {
        LengthShape turns = LengthShapes.PREFILL_HEAVY.inTurnWith(LengthShapes.DECODE_HEAVY, CYCLE_SECONDS / 3);
        DrawnTraffic traffic = poisson(chance -> RateShapes.constant(TOP / 2), turns, seconds);
        return Workload.of(
                "W9-flip", "long prompts and long answers in turn, 15 minutes each", false, traffic, traffic);
    }

    private Workload mix() {
        LengthShape both = LengthShapes.CHAT.mixedWith(LengthShapes.DOCUMENTS, 0.2);
        DrawnTraffic traffic = poisson(chance -> sine().times(0.5).repeatedEvery(CYCLE_SECONDS), both, seconds);
        return Workload.of("W10-mix", "chat with a fifth of long documents, sine", true, traffic, traffic)
                .likeTheDayBefore();
    }

    private static double around(double shareOfCycle, RandomGenerator chance) {
        return CYCLE_SECONDS * (shareOfCycle + EVENT_PLAY * (chance.nextDouble() - 0.5));
    }
}
