// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.SplittableRandom;

/**
 * How long an hour of 20 replicas under 100 requests a second takes to simulate, looked at once a second: a program to run by hand
 * and under a profiler. Prints a line for each router.
 */
final class FleetSpeed {
    private static final int REPLICAS = 20;
    private static final double REQUESTS_PER_SECOND = 100;
    private static final double SECONDS = 3600;
    private static final double NANOS = 1e9;

    private FleetSpeed() {}

    public static void main(String[] arguments) {
        for (int round = 0; round < 2; round++) {
            for (Routing routing : Routing.values()) {
                long begins = System.nanoTime();
                long ended = hour(routing);
                System.out.printf("%s: %d requests in %.2f s%n", routing, ended, (System.nanoTime() - begins) / NANOS);
            }
        }
    }

    private static long hour(Routing routing) {
        EngineModel engine = EngineModel.plain("h100", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2048));
        PodTemplate template = new PodTemplate("lab", "model", engine, LeadTimeProfile.named("warm"));
        long[] ended = new long[1];
        Fleet fleet = new Fleet(template, routing, Faults.NONE, new SplittableRandom(1), (pod, request) -> ended[0]++);
        fleet.startWith(REPLICAS);
        SplittableRandom chance = new SplittableRandom(2);
        double look = 1;
        for (double at = 0; at < SECONDS; at += -Math.log(1 - chance.nextDouble()) / REQUESTS_PER_SECOND) {
            for (; look <= at; look++) {
                fleet.advanceTo(look);
            }
            fleet.advanceTo(at);
            fleet.dispatch(new ServedRequest(new Arrival(at, 1 + chance.nextInt(2000), 1 + chance.nextInt(400))));
        }
        return ended[0];
    }
}
