// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.episode.Diagnosis.ScalingState;
import dev.headroom.lab.fleet.Fleet;
import java.util.EnumMap;
import java.util.Map;

/** Finds out where misses lie. */
final class MissFinder implements Watcher {
    /** A queue that a scale-down left behind is worked off within so long, or it was not the scale-down's. */
    private static final int AFTER_FALL_SECONDS = 120;

    private final Episode episode;
    private final TrueNeed need;
    private final ScalingState[] states;
    private final Map<ScalingState, Long> byState = new EnumMap<>(ScalingState.class);
    private final Map<TrueNeed.Phase, Long> byPhase = new EnumMap<>(TrueNeed.Phase.class);
    private Misses misses = Misses.NONE;
    private int replicas;
    private int fellAt = -AFTER_FALL_SECONDS;
    private long surplus;
    private long shortage;

    MissFinder(Episode episode, TrueNeed need) {
        this.episode = episode;
        this.need = need;
        this.states = new ScalingState[episode.span().endSeconds() + 1];
    }

    @Override
    public void ended(ServedRequest request) {
        found(request, Misses.of(request, episode.promise()));
    }

    @Override
    public void unfinished(ServedRequest request) {
        found(request, Misses.ONE_LOST);
    }

    @Override
    public void answered(int now, Fleet fleet, int wanted) {
        int there = fleet.replicas();
        int ready = fleet.ready();
        if (there < replicas) {
            fellAt = now;
        }
        replicas = there;
        if (ready < there) {
            states[now] = ScalingState.STARTING;
        } else {
            states[now] = now - fellAt < AFTER_FALL_SECONDS ? ScalingState.AFTER_FALL : ScalingState.SETTLED;
        }
        if (episode.span().scores(now)) {
            int needed = need.replicasAt(now);
            surplus += Math.max(0, ready - needed);
            shortage += Math.max(0, needed - ready);
        }
    }

    Diagnosis diagnosis() {
        double seconds = episode.span().scoredSeconds();
        return new Diagnosis(misses, byPhase, byState, surplus / seconds, shortage / seconds);
    }

    /** A request that ends within its own second finds the fleet as the second before left it. */
    private void found(ServedRequest request, Misses missed) {
        double at = request.arrival().atSeconds();
        if (missed.all() == 0 || !episode.span().scores(at)) {
            return;
        }
        misses = misses.plus(missed);
        byPhase.merge(need.phaseAt(at), 1L, Long::sum);
        ScalingState state = states[(int) at];
        byState.merge(state == null ? ScalingState.SETTLED : state, 1L, Long::sum);
    }
}
