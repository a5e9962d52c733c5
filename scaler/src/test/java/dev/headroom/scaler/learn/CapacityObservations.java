// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** Observations of a workload, 5 s apart. All settings return the fixture itself. */
final class CapacityObservations {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant at = NOON;
    private double booked = 1000;
    private double arriving = 800;
    private OptionalDouble finished = OptionalDouble.empty();
    private int ready = 1;
    private OptionalDouble newest = OptionalDouble.of(0);
    private OptionalDouble lately = OptionalDouble.of(0);
    private double may = 1e6;
    private double crowded = Double.POSITIVE_INFINITY;
    private double closeness;
    private double waiting;
    private Duration horizon = Duration.ofMinutes(2);

    /** Tokens/s that the fleet stands ready for, of which a fifth is the rise that may come. */
    CapacityObservations booking(double load) {
        return booking(load, 0.8 * load);
    }

    CapacityObservations booking(double load, double arrivingLoad) {
        booked = load;
        arriving = arrivingLoad;
        return this;
    }

    CapacityObservations finishing(double load) {
        finished = OptionalDouble.of(load);
        return this;
    }

    CapacityObservations on(int replicas) {
        ready = replicas;
        return this;
    }

    /** Of what may be missed, so much is, now and over two minutes. */
    CapacityObservations missing(double share) {
        return missing(share, share);
    }

    CapacityObservations missing(double ofNewest, double ofLately) {
        newest = OptionalDouble.of(ofNewest);
        lately = OptionalDouble.of(ofLately);
        return this;
    }

    /** So few requests that this many may miss the promise. */
    CapacityObservations ofFew(double requestsThatMay) {
        may = requestsThatMay;
        return this;
    }

    /** Were each request missed that meets another, so much of what may be missed would be. */
    CapacityObservations crowded(double share) {
        crowded = share;
        return this;
    }

    /** A percentile is at this share of its limit. */
    CapacityObservations closeTo(double share) {
        closeness = share;
        return this;
    }

    CapacityObservations endingNothing() {
        newest = OptionalDouble.empty();
        lately = OptionalDouble.empty();
        return this;
    }

    CapacityObservations queueing(boolean requestsWait) {
        return queueing(requestsWait ? 100 : 0);
    }

    CapacityObservations queueing(double requests) {
        waiting = requests;
        return this;
    }

    CapacityObservations startingIn(Duration leadTime) {
        horizon = leadTime;
        return this;
    }

    Instant now() {
        return at;
    }

    /** The next one. */
    CapacityObservation next() {
        at = at.plus(CapacityLearner.EVERY);
        return new CapacityObservation(
                at,
                new CapacityObservation.Load(booked, arriving, finished),
                ready,
                new CapacityObservation.Missed(
                        newest,
                        new CapacityObservation.Lately(lately, may, crowded),
                        newest.isPresent() ? 100 : 0,
                        closeness,
                        100),
                waiting,
                horizon,
                0.7);
    }

    /** Shows the learner what it sees for so long. */
    CapacityObservations show(CapacityLearner learner, Duration lasting) {
        Instant end = at.plus(lasting);
        while (at.isBefore(end)) {
            CapacityObservation look = next();
            learner.stand(look.booked() / look.ready(), look.at());
            learner.observe(look);
        }
        return this;
    }
}
