// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.keda.KedaScaling;
import dev.headroom.lab.keda.RemoteScaler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * KEDA and the HPA, advanced in virtual time at each polling interval until the thread is interrupted. They begin when the service has
 * telemetry: outside of Kubernetes nothing else tells it how many replicas run.
 */
final class KedaLoop implements Callable<Void> {
    /** The polling interval of the ScaledObject; every third of its rounds is a sync of the HPA. */
    private static final Duration POLL_EVERY = Duration.ofSeconds(5);

    private static final Duration GLANCE = Duration.ofMillis(100);

    private final VirtualClock clock;
    private final ServiceWitness service;
    private final KedaScaling scaling;
    private final RemoteScaler scaler;
    private final DeploymentScale deployment;
    private volatile String trouble = "";

    KedaLoop(
            VirtualClock clock,
            ServiceWitness service,
            KedaScaling scaling,
            RemoteScaler scaler,
            DeploymentScale deployment) {
        this.clock = clock;
        this.service = service;
        this.scaling = scaling;
        this.scaler = scaler;
        this.deployment = deployment;
    }

    /** What went wrong in the last round; empty when nothing did. */
    String trouble() {
        return trouble;
    }

    @Override
    public Void call() throws InterruptedException {
        while (!service.seesTheWorkload()) {
            Pace.until(Instant.now().plus(GLANCE));
        }
        Instant start = clock.virtualAt(Instant.now());
        Instant poll = start;
        while (true) {
            Pace.until(clock.realAt(poll));
            Instant now = clock.virtualAt(Instant.now());
            double seconds = VirtualClock.toSeconds(Duration.between(start, now));
            scaling.advanceTo(seconds, deployment.statusReplicas(), scaler).ifPresent(deployment::scaleTo);
            trouble = scaling.trouble();
            poll = following(poll, POLL_EVERY, now);
        }
    }

    /** Rounds that were missed are not made up for. */
    static Instant following(Instant last, Duration every, Instant now) {
        long rounds = Duration.between(last, now).dividedBy(every) + 1;
        return last.plus(every.multipliedBy(rounds));
    }
}
