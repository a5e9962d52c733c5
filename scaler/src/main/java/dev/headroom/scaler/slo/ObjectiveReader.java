// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import dev.headroom.scaler.document.NumberRange;
import dev.headroom.scaler.document.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads objectives as policies write them: {@code { signal: e2e, percentile: 95, atMost: 5s }}. */
public final class ObjectiveReader {
    /** Of 10,000 requests one may miss: a rarer miss is not seen within the minutes over which a promise is looked at. */
    private static final double HIGHEST_PERCENTILE = 99.99;

    /** Below that the promise is about requests that no reader picks out. */
    private static final double LOWEST_PERCENTILE = 1;

    /** No answer and no first token comes sooner over a network: a smaller value is a slip of the unit. */
    private static final Duration LEAST_LIMIT = Duration.ofMillis(1);

    /** 10,000 tokens/s of one request, several times the speed of any hardware. */
    private static final Duration LEAST_LIMIT_OF_A_TOKEN = Duration.ofNanos(100_000);

    /** A day: no client waits longer for a request. */
    private static final Duration LONGEST_LIMIT = Duration.ofDays(1);

    private ObjectiveReader() {}

    /** The objectives of a list; a faulty one, or one given twice, is noted and left out. */
    public static List<Objective> list(Section root, String key) {
        List<Objective> objectives = new ArrayList<>();
        Set<Objective> met = new HashSet<>();
        for (Section section : root.sections(key)) {
            objective(section).ifPresent(objective -> {
                if (met.add(objective)) {
                    objectives.add(objective);
                } else {
                    section.fault("signal", "must not repeat the objective " + objective);
                }
            });
        }
        return objectives;
    }

    private static Optional<Objective> objective(Section section) {
        section.require("signal", "percentile", "atMost");
        Optional<Signal> signal = section.word("signal", Signal.class);
        Optional<Double> percentile =
                section.number("percentile", NumberRange.fromTo(LOWEST_PERCENTILE, HIGHEST_PERCENTILE));
        Duration least = signal.map(ObjectiveReader::leastLimit).orElse(LEAST_LIMIT);
        Optional<Duration> atMost = section.parsed(
                "atMost",
                "must be " + Durations.FORM + ", from " + (least.equals(LEAST_LIMIT) ? "1ms" : "0.1ms") + " to 1d",
                text -> Durations.parse(text)
                        .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(LONGEST_LIMIT) <= 0));
        return signal.flatMap(
                what -> percentile.flatMap(share -> atMost.map(most -> new Objective(what, share, most))));
    }

    private static Duration leastLimit(Signal signal) {
        return switch (signal) {
            case ITL -> LEAST_LIMIT_OF_A_TOKEN;
            case TTFT, E2E -> LEAST_LIMIT;
        };
    }
}
