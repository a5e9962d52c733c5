// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Fleets of a plain engine, and all that ended in them. */
final class Fleets {
    /** Every step takes 10 ms, whatever is in it, so a request alone takes 10 ms a token. */
    static final EngineModel TEN_MILLIS =
            EngineModel.plain("plain", new LinearStepTimes(10, 0, 0, 0, 0, 0), new EngineLimits(128, 2048));

    final List<ServedRequest> dispatched = new ArrayList<>();
    final List<ServedRequest> ended = new ArrayList<>();
    final List<String> endedIn = new ArrayList<>();
    final Fleet fleet;

    private Fleets(PodTemplate template, Routing routing, Faults faults, long seed) {
        fleet = new Fleet(template, routing, faults, new SplittableRandom(seed), (pod, request) -> {
            ended.add(request);
            endedIn.add(pod.name());
        });
    }

    static Fleets of(PodTemplate template, Routing routing, Faults faults, long seed) {
        return new Fleets(template, routing, faults, seed);
    }

    static Fleets of(LeadTimeProfile leadTime, ClusterFault... faults) {
        return of(template(leadTime), Routing.LEAST_OUTSTANDING_TOKENS, new Faults(List.of(faults), 5), 1);
    }

    /** Seconds that pods took requests. */
    double readySeconds(double from, double to) {
        return fleet.ledger()
                .lives()
                .mapToDouble(life -> Math.max(0, Math.min(life.endedAt(), to) - Math.max(life.readyAt(), from)))
                .sum();
    }

    /** Seconds that pods were there, in whatever state. */
    double podSeconds(double from, double to) {
        return fleet.ledger()
                .lives()
                .mapToDouble(life -> Math.max(0, Math.min(life.goneAt(), to) - Math.max(life.createdAt(), from)))
                .sum();
    }

    static PodTemplate template(LeadTimeProfile leadTime) {
        return new PodTemplate("demo", "llama", TEN_MILLIS, leadTime);
    }

    /** At the fleet's present moment, which is the arrival's. */
    ServedRequest send(double at, int inputTokens, int outputTokens) {
        fleet.advanceTo(at);
        ServedRequest request = new ServedRequest(new Arrival(at, inputTokens, outputTokens));
        dispatched.add(request);
        fleet.dispatch(request);
        return request;
    }

    List<Pod> pods() {
        return fleet.wanted().toList();
    }
}
