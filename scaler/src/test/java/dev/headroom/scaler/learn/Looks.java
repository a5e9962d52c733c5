// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** Looks at a workload, 10 s apart. All settings return the fixture itself. */
final class Looks {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant at = NOON;
    private double booked = 1000;
    private double arriving = 800;
    private OptionalDouble finished = OptionalDouble.empty();
    private int ready = 1;
    private OptionalDouble newest = OptionalDouble.of(0);
    private OptionalDouble lately = OptionalDouble.of(0);
    private double closeness;
    private boolean queue;
    private Duration horizon = Duration.ofMinutes(2);

    /** Tokens/s that the fleet stands ready for, of which a fifth is the rise that may come. */
    Looks booking(double load) {
        return booking(load, 0.8 * load);
    }

    Looks booking(double load, double arrivingLoad) {
        booked = load;
        arriving = arrivingLoad;
        return this;
    }

    Looks finishing(double load) {
        finished = OptionalDouble.of(load);
        return this;
    }

    Looks on(int replicas) {
        ready = replicas;
        return this;
    }

    /** Of what may be missed, so much is, now and over two minutes. */
    Looks missing(double share) {
        return missing(share, share);
    }

    Looks missing(double ofNewest, double ofLately) {
        newest = OptionalDouble.of(ofNewest);
        lately = OptionalDouble.of(ofLately);
        return this;
    }

    /** A percentile is at this share of its limit. */
    Looks closeTo(double share) {
        closeness = share;
        return this;
    }

    Looks endingNothing() {
        newest = OptionalDouble.empty();
        lately = OptionalDouble.empty();
        return this;
    }

    Looks queueing(boolean requestsWait) {
        queue = requestsWait;
        return this;
    }

    Looks startingIn(Duration leadTime) {
        horizon = leadTime;
        return this;
    }

    Instant now() {
        return at;
    }

    /** The next one. */
    Look next() {
        at = at.plus(CapacityLearner.EVERY);
        return new Look(
                at,
                new Look.Load(booked, arriving, finished),
                ready,
                new Look.Missed(newest, lately, newest.isPresent() ? 100 : 0, closeness),
                queue,
                horizon,
                0.7);
    }

    /** Shows the learner what it sees for so long. */
    Looks show(CapacityLearner learner, Duration lasting) {
        Instant end = at.plus(lasting);
        while (at.isBefore(end)) {
            Look look = next();
            learner.stand(look.at(), look.booked() / look.ready(), look.horizon());
            learner.observe(look);
        }
        return this;
    }
}
