// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import java.util.List;

/** The chapters of the demo in their order. Each ends where the next begins; the last goes on for ever. */
enum Chapter {
    QUIET(0, "a quiet morning", "Requests come at the low rate of the morning, and two replicas serve them."),
    CLIMB(0.05, "the climb", "Requests become 4.5 times as many. A new replica serves 40 s after it is asked for."),
    PEAK(0.40, "the peak", "Requests are at their highest for a while, and then become fewer."),
    BAD_EDIT(
            0.47,
            "a bad edit of a promise",
            "In the file of the SLO policy the limit of ITL becomes \"atMost: " + DemoScenario.LIMIT_WITHOUT_UNIT
                    + "\", without a unit."),
    BROKER_AWAY(
            0.53,
            "the broker away",
            "Kafka stops. The servers go on serving, and the Collector keeps their telemetry."),
    SPIKE(0.60, "a spike", "For a moment 90 requests more come each second."),
    EVENING(0.66, "the evening", "Requests are as few as in the morning. Each need is held for 15 min.");

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
