// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.learn.CapacityEstimate.Breach;
import dev.headroom.scaler.supply.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Watches for a broken promise and for a standing queue, and limits the load of each replica meanwhile. The limit is the load when that
 * began: replicas that come later share the load and prove nothing. One thread at a time.
 */
final class BreachWatch {
    /** Looks in a row that must show a breach, so for ten seconds: one may err. */
    static final int IN_A_ROW = 3;

    /** Below the load that was booked when the promise broke, so that the answer rises. */
    static final double BELOW = 0.97;

    /**
     * A load that broke the promise is at most this multiple of the load that replicas carried then. A queue this much longer than now has
     * shrunk.
     */
    static final double MOST_OVER_CARRIED = 1.1;

    /** Beyond this multiple of the allowed misses, the carried load counts, not the booked one. */
    static final double FAR = 4;

    /** Arrivals over finished work, beyond which replicas are overloaded; a rise alone makes less. */
    static final double OVERLOAD = 1.5;

    private int ready = Integer.MAX_VALUE;
    private Instant grownAt = Instant.EPOCH;
    /** Whether the first replicas have just come: requests that waited for them say nothing about their capacity. */
    private boolean woken;

    private Instant wokeAt = Instant.EPOCH;
    private int brokenLooks;
    private int queuedLooks;
    /** Whether a breach that is seen may have begun before this did. */
    private boolean inherits;

    /** Whether the restored state was known to prove nothing, until the first look. */
    private boolean resumed;

    private boolean expected;
    private boolean proves;
    private int readyAtOnset;
    private double atOnset;
    private double mostCarried;
    /** Whether the queue of this breach was growing shorter when it was last seen. */
    private boolean drains;

    private double mostWaiting;

    /** Load that arrived at most since the breach began. */
    private double heaviest;

    private Optional<Breach> breach = Optional.empty();
    private OptionalDouble limit = OptionalDouble.empty();

    /** Has seen nothing. */
    BreachWatch() {}

    /** Continues from another watch's state. */
    BreachWatch(Memory memory) {
        inherits = memory.brokenLooks() >= IN_A_ROW || memory.queuedLooks() >= IN_A_ROW;
        brokenLooks = memory.brokenLooks();
        queuedLooks = memory.queuedLooks();
        expected = memory.provesNothing();
        resumed = expected;
    }

    /**
     * The state that another watch needs to continue.
     *
     * @param brokenLooks looks in a row that showed a broken promise; 0 or more
     * @param queuedLooks looks in a row that showed a queue; 0 or more
     * @param provesNothing the answer of {@link #provesNothing}
     */
    record Memory(int brokenLooks, int queuedLooks, boolean provesNothing) {
        /** Nothing was seen. */
        static final Memory NONE = new Memory(0, 0, false);

        Memory {
            if (brokenLooks < 0 || queuedLooks < 0) {
                throw new IllegalArgumentException(
                        "looks must be 0 or more, were " + brokenLooks + " and " + queuedLooks);
            }
        }
    }

    Memory memory() {
        return new Memory(brokenLooks, queuedLooks, provesNothing());
    }

    Optional<Breach> breach() {
        return breach;
    }

    OptionalDouble limit() {
        return limit;
    }

    /** Whether users miss the promise at a load that was known to be too high: it says nothing about a replica's capacity. */
    boolean provesNothing() {
        return breach.isPresent() ? !proves : woken || (inherits && expected);
    }

    /** Whether the first replicas have come within that time. */
    boolean wokeWithin(Duration time, CapacityObservation look) {
        return ready == 0 || look.at().isBefore(wokeAt.plus(time));
    }

    /** No replica takes requests: those that come next have to wake first. */
    void noneServes() {
        ready = 0;
    }

    /**
     * Looks at users' latencies.
     *
     * @param unavoidable share of the error budget that is missed anyway; 0 where replicas help
     * @param believed estimated load that each replica carries: a breach at more than that was expected, and proves nothing
     */
    void look(CapacityObservation look, double unavoidable, double believed) {
        grownAt = look.ready() > ready ? look.at() : grownAt;
        CapacityObservation.Lately lately = look.missed().lately();
        boolean broken = lately.alone() <= 1 && lately.isBeyond(Math.max(1, OVERLOAD * unavoidable));
        // A wake that another replica saw is not known here: this may be one.
        boolean mayHaveWoken = resumed && (broken || look.queue());
        resumed = false;
        if (ready == 0 || mayHaveWoken) {
            wokeAt = look.at();
            grownAt = look.at();
        }
        ready = look.ready();
        woken = wokeWithin(Start.COLD_AT_MOST, look);
        brokenLooks = broken ? brokenLooks + 1 : 0;
        queuedLooks = look.queue() ? queuedLooks + 1 : 0;
        inherits = inherits && (broken || look.queue());
        boolean queue = queuedLooks >= IN_A_ROW && (!woken || breach.isPresent());
        boolean cold = breach.isEmpty() && look.at().isBefore(grownAt.plus(Start.COLD_AT_MOST));
        if ((brokenLooks < IN_A_ROW || cold) && !queue) {
            breach = Optional.empty();
            limit = OptionalDouble.empty();
            proves = false;
            drains = false;
            mostWaiting = 0;
            return;
        }
        boolean tooMuch = look.arriving() > believed * look.ready();
        expected = (breach.isEmpty() && !inherits) ? tooMuch : expected;
        heaviest = breach.isEmpty() ? look.arriving() : Math.max(heaviest, look.arriving());
        breach = Optional.of(new Breach(breach.map(Breach::since).orElse(look.at()), queue));
        watchQueue(look);
        boolean leftOver = isLeftOver(look);
        boolean warming = look.at().isBefore(grownAt.plus(Start.COLD_AT_MOST));
        boolean begunBefore = inherits && !expected;
        if (!proves && (leftOver || (!begunBefore && (tooMuch || (expected && warming))))) {
            return;
        }
        if (!proves) {
            proves = true;
            readyAtOnset = look.ready();
            mostCarried = 0;
            atOnset = Double.MAX_VALUE;
        }
        if (look.ready() <= readyAtOnset && !leftOver) {
            prove(look, queue);
        }
        double most = mostCarried > 0 ? Math.min(atOnset, BELOW * mostCarried) : atOnset;
        limit = OptionalDouble.of(Math.max(most, Double.MIN_NORMAL));
    }

    private void watchQueue(CapacityObservation look) {
        mostWaiting = Math.max(mostWaiting, look.waiting());
        drains = look.queue() ? MOST_OVER_CARRIED * look.waiting() < mostWaiting : drains;
    }

    /** Effects of a heavier load or of fewer replicas prove nothing about this load; nor do requests that are not reported yet. */
    private boolean isLeftOver(CapacityObservation look) {
        return look.arriving() <= 0 || drains || heaviest > OVERLOAD * look.arriving();
    }

    /** Takes in the evidence of a breach, on no more replicas than it began with. */
    private void prove(CapacityObservation look, boolean queue) {
        boolean promiseBroken = brokenLooks >= IN_A_ROW;
        boolean counts = look.load().finished().isPresent();
        boolean far = (promiseBroken && look.missed().newest().orElse(0) > FAR) || (counts && isOverloaded(look));
        double carried = carried(look, counts && (queue || far));
        atOnset = Math.min(atOnset, MOST_OVER_CARRIED * carried);
        atOnset = promiseBroken ? Math.min(atOnset, BELOW * look.booked() / look.ready()) : atOnset;
        mostCarried = far && counts ? Math.max(mostCarried, carried) : mostCarried;
    }

    /** Far more comes than is finished: the queue grows whatever the percentiles say. */
    private static boolean isOverloaded(CapacityObservation look) {
        return look.arriving() > OVERLOAD * look.load().finished().orElseThrow();
    }

    /** The load that each replica carries: all arrivals, but where replicas cannot keep up, no more than they finish. */
    private static double carried(CapacityObservation look, boolean full) {
        double each = look.arriving() / look.ready();
        return full ? Math.min(each, look.load().finished().orElseThrow() / look.ready()) : each;
    }
}
