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
 */
public record PodTemplate(String namespace, String deployment, EngineModel engine, LeadTime leadTime) {
    Pod newPod(double now, RandomGenerator chance) {
        double lead = leadTime.draw(chance);
        return pod(now + lead * leadTime.pendingShare(), now + lead, chance);
    }

    Pod readyPod(double now, RandomGenerator chance) {
        Pod pod = pod(now, now, chance);
        pod.advanceTo(now, nobody -> {});
        return pod;
    }

    private Pod pod(double boundAt, double readyAt, RandomGenerator chance) {
        PodIdentity identity = PodIdentity.drawn(namespace, deployment, chance);
        return new Pod(identity, new Engine(engine, new SplittableRandom(chance.nextLong())), boundAt, readyAt);
    }
}
