// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.engine.ServedRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One replica: its place in life, and its engine. Owned by its {@link Fleet}. */
public final class Pod {
    private final PodIdentity identity;
    private final Engine engine;
    private final double slowStartFactor;
    private PodSchedule schedule;
    private PodPhase phase = PodPhase.PENDING;
    private double faultFactor = 1;
    private double faultEndsAt = Double.POSITIVE_INFINITY;
    private double coldUntil = Double.POSITIVE_INFINITY;
    private double endedAt = Double.POSITIVE_INFINITY;
    private double killAt = Double.POSITIVE_INFINITY;
    private double goneAt = Double.POSITIVE_INFINITY;
    private double reachedReadyAt = Double.POSITIVE_INFINITY;
    private double reachedNodeAt = Double.POSITIVE_INFINITY;
    private double boundAt = Double.POSITIVE_INFINITY;

    Pod(PodIdentity identity, Engine engine, PodSchedule schedule, double slowStartFactor) {
        this.identity = identity;
        this.engine = engine;
        this.schedule = schedule;
        this.slowStartFactor = slowStartFactor;
    }

    /** Who it is to Kubernetes. */
    public PodIdentity identity() {
        return identity;
    }

    /** What it is doing. */
    public PodPhase phase() {
        return phase;
    }

    /** Whether its server answers: also while it drains. */
    public boolean answers() {
        return phase == PodPhase.READY || phase == PodPhase.DRAINING;
    }

    /** Whether it takes requests. */
    public boolean ready() {
        return phase == PodPhase.READY;
    }

    /** What its engine shows. */
    public EngineReading reading() {
        return engine.reading();
    }

    /** What its engine was started with. */
    public EngineLimits engineLimits() {
        return engine.limits();
    }

    /** Class of its accelerators. */
    public String hardware() {
        return engine.hardware();
    }

    /** Requests waiting and running in it. */
    public int outstanding() {
        return engine.outstanding();
    }

    /** Tokens that its requests still need, prompts and answers together. */
    public long outstandingTokens() {
        return engine.outstandingTokens();
    }

    /** When it came to what. */
    public PodLife life() {
        return new PodLife(schedule.createdAt(), reachedNodeAt, boundAt, reachedReadyAt, endedAt, goneAt);
    }

    /** Counts as a replica of the Deployment: a draining pod does not any more. */
    boolean wanted() {
        return phase != PodPhase.DRAINING && phase != PodPhase.GONE;
    }

    boolean starting() {
        return phase.compareTo(PodPhase.READY) < 0;
    }

    boolean holdsNode() {
        return phase != PodPhase.PENDING && phase != PodPhase.GONE;
    }

    double createdAt() {
        return schedule.createdAt();
    }

    double readyAt() {
        return reachedReadyAt;
    }

    Stream<ServedRequest> unfinished() {
        return engine.unfinished();
    }

    void accept(ServedRequest request, double now) {
        engine.accept(request, now);
    }

    /** Its engine works until {@code now}, which is not beyond {@link #nextChangeAt}. */
    void work(double now, Consumer<ServedRequest> finished) {
        engine.advanceTo(now, finished);
    }

    /** When something happens to it that is no step of its engine; infinite where nothing will. */
    double nextChangeAt() {
        double own = Math.min(schedule.endOf(phase), killAt);
        return Math.min(own, Math.min(coldUntil, faultEndsAt));
    }

    /** Goes through all changes that are due. */
    void change(double now) {
        while (starting() && schedule.endOf(phase) <= now) {
            enterNextPhase();
        }
        if (coldUntil <= now) {
            coldUntil = Double.POSITIVE_INFINITY;
            setPace();
        }
        if (faultEndsAt <= now) {
            slowedBy(1, Double.POSITIVE_INFINITY);
        }
    }

    private void enterNextPhase() {
        double at = schedule.endOf(phase);
        phase = phase.next();
        if (phase == PodPhase.PROVISIONING) {
            reachedNodeAt = at;
        }
        if (phase == PodPhase.PULLING) {
            boundAt = at;
        }
        if (phase == PodPhase.READY) {
            reachedReadyAt = at;
            coldUntil = schedule.warmAt() > at ? schedule.warmAt() : Double.POSITIVE_INFINITY;
            setPace();
        }
    }

    /** SIGTERM: what has not started ends at once, what serves may finish while the grace lasts. */
    void end(double now, double graceSeconds) {
        endedAt = now;
        if (outstanding() == 0) {
            gone(now);
        } else {
            phase = PodPhase.DRAINING;
            killAt = now + graceSeconds;
        }
    }

    /** A drain that is done, with the last request at {@code time}. */
    boolean drained() {
        return phase == PodPhase.DRAINING && outstanding() == 0;
    }

    boolean graceOver(double now) {
        return killAt <= now;
    }

    /** Leaves with its node. */
    void gone(double now) {
        phase = PodPhase.GONE;
        endedAt = Math.min(endedAt, now);
        goneAt = now;
        killAt = Double.POSITIVE_INFINITY;
        coldUntil = Double.POSITIVE_INFINITY;
        faultEndsAt = Double.POSITIVE_INFINITY;
    }

    /** SIGKILL, or its node is taken away: what it had in hand is lost. */
    List<ServedRequest> kill(double now) {
        List<ServedRequest> lost = engine.abandon();
        lost.forEach(request -> request.fail(now));
        gone(now);
        return lost;
    }

    void launchedNotBefore(double time) {
        if (phase == PodPhase.PENDING) {
            schedule = schedule.launchedNotBefore(time);
        }
    }

    void stuckFor(double seconds) {
        if (starting()) {
            schedule = schedule.stuckFor(seconds);
        }
    }

    void slowedBy(double factor, double until) {
        faultFactor = factor;
        faultEndsAt = until;
        setPace();
    }

    private void setPace() {
        boolean cold = coldUntil < Double.POSITIVE_INFINITY;
        engine.slowedBy(faultFactor * (cold ? slowStartFactor : 1));
    }
}
