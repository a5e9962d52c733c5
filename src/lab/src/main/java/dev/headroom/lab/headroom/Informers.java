// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.Pod;
import dev.headroom.lab.fleet.PodLife;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.StatedLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the service's informers tell of the scale target: replicas of its status, its pods and nodes. Empty until the first sight. */
final class Informers {
    /** Nodes that stand ready have done so since before the first pod; seconds of the episode. */
    private static final double LONG_AGO = -3600;

    private final HeadroomOptions.Sees sees;
    private OptionalInt replicas = OptionalInt.empty();
    private Optional<RunningReplicas.Running> running = Optional.empty();
    private Optional<FleetSight> fleet = Optional.empty();

    /** Sees nothing yet. */
    Informers(HeadroomOptions.Sees sees) {
        this.sees = sees;
    }

    void see(FleetSight seen) {
        int wanted = seen.replicas();
        int ready = Math.min(wanted, seen.ready());
        replicas = OptionalInt.of(wanted);
        running = Optional.of(new RunningReplicas.Running(ready, wanted - ready));
        fleet = Optional.of(seen);
    }

    /** Sees so many ready replicas and none that starts, without their pods; empty while nobody knows how many there are. */
    void seeReady(OptionalInt ready) {
        replicas = ready;
        running = ready.isPresent() ? Optional.of(new RunningReplicas.Running(ready.getAsInt(), 0)) : Optional.empty();
        fleet = Optional.empty();
    }

    OptionalInt replicas() {
        return replicas;
    }

    Optional<RunningReplicas.Running> running() {
        return running;
    }

    /** The replicas as their pods and nodes show them now, named by the uid as in telemetry; empty where pods cannot be seen. */
    Optional<List<Replica>> replicas(SimulatedInstants moments) {
        return fleet.filter(seen -> sees.pods())
                .map(seen -> seen.wanted().map(pod -> replica(pod, moments)).toList());
    }

    private Replica replica(Pod pod, SimulatedInstants moments) {
        PodLife life = pod.life();
        Optional<Instant> bound = reached(life.boundAt(), moments);
        Optional<Replica.Node> node = bound.map(at -> new Replica.Node(
                Optional.of(pod.hardware()),
                Optional.of(life.onNewNode() ? at : moments.at(Math.min(life.createdAt(), 0) + LONG_AGO)),
                bound));
        return new Replica(pod.identity().uid(), moments.at(life.createdAt()), node, reached(life.readyAt(), moments))
                .with(sees.limits() ? argumentsOf(pod.engineLimits()) : StatedLimits.UNKNOWN);
    }

    /** {@code --max-num-seqs} and {@code --max-num-batched-tokens}; the size of the cache is no argument. */
    private static StatedLimits argumentsOf(EngineLimits limits) {
        return new StatedLimits(
                OptionalInt.of(limits.maxSequences()),
                OptionalInt.of(limits.stepTokens()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    private static Optional<Instant> reached(double seconds, SimulatedInstants moments) {
        return Double.isInfinite(seconds) ? Optional.empty() : Optional.of(moments.at(seconds));
    }
}
