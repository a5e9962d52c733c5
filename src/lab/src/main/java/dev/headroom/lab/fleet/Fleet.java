// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The pods of one Deployment behind a router that picks the ready pod with the fewest outstanding requests; while none is
 * ready, requests wait at the router. One thread, and time goes forward only.
 */
public final class Fleet implements FleetSight {
    /** Kubernetes' order of removal: those not started first, then the youngest. */
    private static final Comparator<Pod> FIRST_TO_GO =
            Comparator.comparing(Pod::phase).thenComparing(Pod::readyAt, Comparator.reverseOrder());

    private final PodTemplate template;
    private final RandomGenerator chance;
    private final Completions completions;
    private final List<Pod> pods = new ArrayList<>();
    private final ArrayDeque<ServedRequest> unrouted = new ArrayDeque<>();
    private double now;
    private double nodeSeconds;

    public Fleet(PodTemplate template, RandomGenerator chance, Completions completions) {
        this.template = template;
        this.chance = chance;
        this.completions = completions;
    }

    /** Begins with pods that are ready already. */
    public void startWith(int replicas) {
        for (int pod = 0; pod < replicas; pod++) {
            pods.add(template.readyPod(now, chance));
        }
    }

    /** Sets how many replicas there shall be. */
    public void scaleTo(int replicas) {
        for (int missing = replicas - replicas(); missing > 0; missing--) {
            pods.add(template.newPod(now, chance));
        }
        pods.stream()
                .filter(Pod::wanted)
                .sorted(FIRST_TO_GO)
                .limit(Math.max(0, replicas() - replicas))
                .forEach(Pod::end);
        pods.removeIf(pod -> pod.phase() == PodPhase.GONE);
    }

    /** Takes a request at the present moment. */
    public void dispatch(ServedRequest request) {
        Optional<Pod> pod = leastBusy();
        if (pod.isPresent()) {
            pod.get().accept(request, now);
        } else {
            unrouted.add(request);
        }
    }

    /** Lets everything happen that happens by {@code time}. */
    public void advanceTo(double time) {
        nodeSeconds += (time - now) * pods.stream().filter(Pod::holdsNode).count();
        now = time;
        for (Pod pod : pods) {
            pod.advanceTo(time, request -> completions.completed(pod.identity(), request));
        }
        pods.removeIf(pod -> pod.phase() == PodPhase.GONE);
        while (!unrouted.isEmpty() && leastBusy().isPresent()) {
            dispatch(unrouted.remove());
        }
    }

    @Override
    public Stream<Pod> answering() {
        return pods.stream().filter(Pod::answers);
    }

    @Override
    public Stream<Pod> wanted() {
        return pods.stream().filter(Pod::wanted);
    }

    @Override
    public int unrouted() {
        return unrouted.size();
    }

    @Override
    public int replicas() {
        return (int) pods.stream().filter(Pod::wanted).count();
    }

    @Override
    public int ready() {
        return (int) pods.stream().filter(pod -> pod.phase() == PodPhase.READY).count();
    }

    /** Requests that wait or run anywhere. */
    public int inFlight() {
        return unrouted.size() + pods.stream().mapToInt(Pod::outstanding).sum();
    }

    /** The requests that wait or run anywhere. */
    public Stream<ServedRequest> unfinished() {
        return Stream.concat(unrouted.stream(), pods.stream().flatMap(Pod::unfinished));
    }

    /** Seconds of node held so far, summed over pods. */
    public double nodeSeconds() {
        return nodeSeconds;
    }

    private Optional<Pod> leastBusy() {
        return pods.stream()
                .filter(pod -> pod.phase() == PodPhase.READY)
                .min(Comparator.comparingInt(Pod::outstanding));
    }
}
