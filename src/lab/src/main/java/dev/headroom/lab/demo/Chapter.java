// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import java.util.List;

/** The chapters of the demo in their order. Each ends where the next begins; the last goes on for ever. */
enum Chapter {
    QUIET(0, "a quiet morning", "Requests come at the low rate of the morning."),
    CLIMB(0.05, "the climb", "More and more requests come: at its end " + StoryTraffic.RISE_FACTOR + " times as many."),
    PEAK(0.38, "the peak", "Requests stay at their highest rate."),
    BAD_EDIT(
            0.43,
            "a bad edit of a promise",
            "In the file of the SLO policy the limit of ITL becomes \"atMost: " + DemoScenario.LIMIT_WITHOUT_UNIT
                    + "\", without a unit."),
    BROKER_AWAY(
            0.48,
            "the broker away",
            "Kafka stops. The servers go on serving, and the Collector keeps their telemetry."),
    SPIKE(0.55, "a spike", "For a moment " + (int) StoryTraffic.SPIKE_PER_SECOND + " requests more come each second."),
    EVENING(0.60, "the evening", "Requests become as few as in the morning.");

    /** In their order. */
    static final List<Chapter> ALL = List.of(values());

    private final double begins;
    private final String title;
    private final String happens;

    Chapter(double begins, String title, String happens) {
        this.begins = begins;
        this.title = title;
        this.happens = happens;
    }

    /** The chapter of a moment. */
    static Chapter at(double share) {
        Chapter now = QUIET;
        for (Chapter chapter : ALL) {
            now = chapter.begins <= share ? chapter : now;
        }
        return now;
    }

    /** The share of the run that has passed when it begins. */
    double begins() {
        return begins;
    }

    /** The share of the run that has passed when it ends. */
    double ends() {
        return this == EVENING ? 1 : ALL.get(ALL.indexOf(this) + 1).begins;
    }

    /** The share of the run when its half is over. */
    double middle() {
        return (begins() + ends()) / 2;
    }

    /** In a few words. */
    String title() {
        return title;
    }

    /** What happens in it, in plain sentences. */
    String happens() {
        return happens;
    }

    /** Its place among all: {@code 3/7}. */
    String place() {
        return (ALL.indexOf(this) + 1) + "/" + ALL.size();
    }
}
