// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.MinuteSpread;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RateShapes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Days that need no file: shapes of load, and mixes with heavy tails. A day is lived before each, not quite like it. */
final class BuiltInDays {
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    /** A minute's rate is off the shape by so much, standard deviation over mean: as the published services are. */
    private static final double MINUTE_SPREAD = 0.05;

    /** The day before was so much quieter. */
    private static final double YESTERDAY = 0.9;

    private static final double NIGHT = 0.3;

    private BuiltInDays() {}

    static List<ServiceDay> all() {
        LengthShape chat = LengthShapes.CHAT;
        return List.of(
                day("evening", "a working day with its peak in the evening", RateShapes.day(NIGHT, 1, 0), chat),
                day("step", "steps up by two and a half and back, at other hours than yesterday", steps(), chat),
                day("drift", "a day whose answers grow from chat to three times as long", wave(), drifting()),
                day("onoff", "on from 8 to 20 o'clock, else no requests", hours(8, 20, 1, 0), chat),
                day("flat", "always the same rate", RateShapes.constant(1), heavy()),
                day("short", "long prompts, answers of 1 to 5 tokens", RateShapes.day(NIGHT, 1, 0), shortAnswers()),
                day("long", "short prompts, answers of thousands of tokens", wave(), longAnswers()),
                day("bimodal", "prompts of 200 tokens and of 6,000", RateShapes.day(NIGHT, 1, 0), bimodal()));
    }

    /** With the recorded ones of a folder behind them, where there is one. */
    static List<ServiceDay> andRecorded(Optional<Path> traces) {
        return Stream.concat(
                        all().stream(), traces.map(RecordedDays::of).stream().flatMap(List::stream))
                .toList();
    }

    private static ServiceDay day(String id, String title, RateShape shape, LengthShape lengths) {
        RateShape mean = at -> (at < DAY ? YESTERDAY : 1) * shape.perSecond(at);
        return new ServiceDay(
                id,
                title,
                DAY,
                DAY,
                seed -> new MinuteSpread(mean, mean.times(MINUTE_SPREAD), seed),
                lengths,
                Optional.empty(),
                0);
    }

    private static RateShape wave() {
        return RateShapes.sine(NIGHT, 1, DAY);
    }

    private static RateShape steps() {
        return at -> at < DAY
                ? hours(11, 15, 1, 0.4).perSecond(at)
                : Math.max(
                        hours(9, 14, 1, 0.4).perSecond(at),
                        hours(20, 21, 0.8, 0.4).perSecond(at));
    }

    /** One rate between two hours of the day, another else. */
    private static RateShape hours(int from, int to, double within, double otherwise) {
        return at -> {
            double hour = at % DAY / HOUR;
            return hour >= from && hour < to ? within : otherwise;
        };
    }

    /** From a scored third on, over eight hours. */
    private static LengthShape drifting() {
        LengthShape later = LengthShapes.lognormal(700, 600, 0.8, 2048, 2048);
        double begins = DAY + 8.0 * HOUR;
        return (at, chance) -> {
            double share = Math.max(0, Math.min(1, (at - begins) / (8.0 * HOUR)));
            return (chance.nextDouble() < share ? later : LengthShapes.CHAT).draw(at, chance);
        };
    }

    /** Half short answers, half of a heavy tail. */
    private static LengthShape heavy() {
        return LengthShapes.lognormal(300, 20, 0.8, 4096, 200)
                .mixedWith(LengthShapes.lognormal(1200, 300, 2, 16_384, 4096), 0.5);
    }

    private static LengthShape shortAnswers() {
        return LengthShapes.lognormal(2000, 2, 0.6, 7400, 5);
    }

    private static LengthShape longAnswers() {
        return LengthShapes.lognormal(400, 1500, 1, 4096, 12_000);
    }

    private static LengthShape bimodal() {
        return LengthShapes.lognormal(200, 150, 0.5, 1000, 1000)
                .mixedWith(LengthShapes.lognormal(6000, 150, 0.3, 16_000, 1000), 0.3);
    }
}
