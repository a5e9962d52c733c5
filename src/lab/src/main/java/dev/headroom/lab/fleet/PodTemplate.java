// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineModel;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What every replica of a Deployment is made from.
 *
 * @param namespace of the Deployment
 * @param deployment its name
 * @param engine in each pod
 * @param leadTime until a new pod is ready
 * @param graceSeconds that a pod has to finish what it serves, {@code terminationGracePeriodSeconds}; 0 or more
 */
public record PodTemplate(
        String namespace, String deployment, EngineModel engine, LeadTimeProfile leadTime, double graceSeconds) {
    /** What the benchmark protocol gives every policy; Kubernetes' own default is half of it. */
    private static final double PROTOCOL_GRACE_SECONDS = 60;

    public PodTemplate {
        if (!(graceSeconds >= 0)) {
            throw new IllegalArgumentException("graceSeconds must be 0 or more, was " + graceSeconds);
        }
    }

    /** With a minute of grace. */
    public PodTemplate(String namespace, String deployment, EngineModel engine, LeadTimeProfile leadTime) {
        this(namespace, deployment, engine, leadTime, PROTOCOL_GRACE_SECONDS);
    }

    /** Takes one number from {@code chance}: the k-th pods of two fleets are alike whatever came before them. */
    Pod newPod(double now, RandomGenerator chance) {
        SplittableRandom own = new SplittableRandom(chance.nextLong());
        return pod(leadTime.draw(now, own.split()), own);
    }

    /** Takes one number from {@code chance}, like a new one. */
    Pod readyPod(double now, RandomGenerator chance) {
        SplittableRandom own = new SplittableRandom(chance.nextLong());
        own.split();
        Pod pod = pod(PodSchedule.ready(now), own);
        pod.change(now);
        return pod;
    }

    private Pod pod(PodSchedule schedule, SplittableRandom own) {
        PodIdentity identity = PodIdentity.drawn(namespace, deployment, own.split());
        return new Pod(
                identity,
                new Engine(engine, own.split()),
                schedule,
                leadTime.slowStart().factor());
    }
}
