// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.engine.ServedRequest;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One replica: its place in life, and its engine. Owned by its {@link Fleet}. */
public final class Pod {
    private final PodIdentity identity;
    private final Engine engine;
    private final double boundAt;
    private final double readyAt;
    private PodPhase phase = PodPhase.PENDING;

    Pod(PodIdentity identity, Engine engine, double boundAt, double readyAt) {
        this.identity = identity;
        this.engine = engine;
        this.boundAt = boundAt;
        this.readyAt = readyAt;
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

    /** What its engine shows. */
    public EngineReading reading() {
        return engine.reading();
    }

    double readyAt() {
        return readyAt;
    }

    boolean starting() {
        return phase == PodPhase.PENDING || phase == PodPhase.LOADING;
    }

    /** Counts as a replica of the Deployment: a draining pod does not any more. */
    boolean wanted() {
        return starting() || phase == PodPhase.READY;
    }

    boolean holdsNode() {
        return phase != PodPhase.PENDING && phase != PodPhase.GONE;
    }

    int outstanding() {
        return engine.outstanding();
    }

    Stream<ServedRequest> unfinished() {
        return engine.unfinished();
    }

    void accept(ServedRequest request, double now) {
        engine.accept(request, now);
    }

    void advanceTo(double now, Consumer<ServedRequest> finished) {
        engine.advanceTo(now, finished);
        if (phase == PodPhase.PENDING && now >= boundAt) {
            phase = PodPhase.LOADING;
        }
        if (phase == PodPhase.LOADING && now >= readyAt) {
            phase = PodPhase.READY;
        }
        if (phase == PodPhase.DRAINING && engine.outstanding() == 0) {
            phase = PodPhase.GONE;
        }
    }

    void end() {
        phase = outstanding() == 0 ? PodPhase.GONE : PodPhase.DRAINING;
    }
}
