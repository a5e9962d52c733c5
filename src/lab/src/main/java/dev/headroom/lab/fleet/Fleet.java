// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The pods of one Deployment behind a router; while none is ready, requests wait at the router. One thread, and time goes forward
 * only.
 *
 * <p>Every change in a pod's life and every fault happens at its exact time, however far a single advance goes: the fleet stops
 * there. Between two such stops engines know nothing of each other, so each works on alone; what they have finished is then put in
 * order of time over all pods before anybody is told.
 */
public final class Fleet implements FleetSight {
    /**
     * Whom a ReplicaSet removes first: the ones without a node, then those that are not ready, then the youngest. As
     * controller_utils.go of Kubernetes ranks pods, but for its coarse, random look at the age of ready ones.
     */
    private static final Comparator<Pod> FIRST_TO_GO = Comparator.comparing(Pod::phase)
            .thenComparing(Pod::readyAt, Comparator.reverseOrder())
            .thenComparing(Pod::createdAt, Comparator.reverseOrder());

    private final PodTemplate template;
    private final Routing.Router router;
    private final RandomGenerator chance;
    private final Completions completions;
    private final FaultSchedule faults;
    private final List<Pod> pods = new ArrayList<>();
    /** The router's list, in the order in which pods became ready; looked at for each request. */
    private final List<Pod> ready = new ArrayList<>();

    private final ArrayDeque<ServedRequest> unrouted = new ArrayDeque<>();
    private final ServedTotals ended = new ServedTotals();
    private final FleetLedger ledger;
    private double now;
    private double nextEventAt;
    private double noNodesBefore;

    /**
     * An empty fleet.
     *
     * @param faults that it will meet
     * @param chance takes one number for each pod, so that two fleets of one seed have the same k-th pod
     */
    public Fleet(
            PodTemplate template, Routing routing, Faults faults, RandomGenerator chance, Completions completions) {
        this.template = template;
        this.router = routing.router();
        this.chance = chance;
        this.completions = completions;
        this.faults = new FaultSchedule(faults);
        this.ledger = new FleetLedger(pods, template.engine().gpus());
        this.nextEventAt = this.faults.nextAt();
    }

    /** An empty fleet routed by outstanding tokens, without faults. */
    public Fleet(PodTemplate template, RandomGenerator chance, Completions completions) {
        this(template, Routing.LEAST_OUTSTANDING_TOKENS, Faults.NONE, chance, completions);
    }

    /** Begins with pods that are ready already, and warm. */
    public void startWith(int replicas) {
        int before = replicas();
        for (int pod = 0; pod < replicas; pod++) {
            Pod made = template.readyPod(now, chance);
            pods.add(made);
            ready.add(made);
        }
        ledger.scaled(now, before, replicas());
    }

    /** Sets how many replicas there shall be; 0 or more. */
    public void scaleTo(int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas must be 0 or more, were " + replicas);
        }
        int before = replicas();
        for (int missing = replicas - before; missing > 0; missing--) {
            pods.add(newPod());
        }
        if (replicas < before) {
            remove(before - replicas);
        }
        if (replicas != before) {
            ledger.scaled(now, before, replicas);
            settle();
        }
    }

    /** Takes a request at the present moment. */
    public void dispatch(ServedRequest request) {
        if (ready.isEmpty()) {
            unrouted.add(request);
        } else {
            Pod pod = router.pick(ready);
            pod.accept(request, now);
            if (request.failed()) {
                // Its cache could never hold it: refused, and so ended.
                completions.completed(pod.identity(), request);
            }
        }
    }

    /** Lets everything happen that happens by {@code time}. */
    public void advanceTo(double time) {
        if (!(time >= now)) {
            throw new IllegalArgumentException("time goes forward only: it is " + now + ", was asked for " + time);
        }
        while (nextEventAt <= time) {
            work(nextEventAt);
            settleEvents();
        }
        work(time);
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
        int count = 0;
        for (Pod pod : pods) {
            count += pod.wanted() ? 1 : 0;
        }
        return count;
    }

    @Override
    public int ready() {
        return ready.size();
    }

    /** Requests that wait or run anywhere. */
    public int inFlight() {
        int count = unrouted.size();
        for (Pod pod : pods) {
            count += pod.outstanding();
        }
        return count;
    }

    /** The requests that wait or run anywhere. */
    public Stream<ServedRequest> unfinished() {
        return Stream.concat(unrouted.stream(), pods.stream().flatMap(Pod::unfinished));
    }

    /** Seconds of node held so far, summed over pods. */
    public double nodeSeconds() {
        return ledger.nodeSeconds(0, now);
    }

    /** What it has cost, and what became of its pods. */
    public FleetLedger ledger() {
        return ledger;
    }

    private Pod newPod() {
        Pod pod = template.newPod(now, chance);
        pod.launchedNotBefore(noNodesBefore);
        faults.begins(pod);
        pod.change(now);
        return pod;
    }

    private void remove(int surplus) {
        List<Pod> order = pods.stream().filter(Pod::wanted).sorted(FIRST_TO_GO).toList();
        order.subList(0, surplus).forEach(pod -> pod.end(now, template.graceSeconds()));
    }

    /** Every engine up to {@code time}, before which nothing else happens. */
    private void work(double time) {
        now = time;
        boolean drained = false;
        for (Pod pod : pods) {
            pod.work(time, ended.of(pod));
            drained |= pod.drained();
        }
        if (drained) {
            endDrains();
        }
        ended.tell(completions);
    }

    private void endDrains() {
        for (Pod pod : pods) {
            if (pod.drained()) {
                pod.gone(Math.max(pod.life().endedAt(), ended.lastOf(pod)));
            }
        }
        settle();
    }

    private void settleEvents() {
        for (Pod pod : pods) {
            if (pod.graceOver(now)) {
                lose(pod);
            }
            pod.change(now);
        }
        settle();
        faults.strikeDue(now, this);
        settle();
        ended.tell(completions);
    }

    private void lose(Pod pod) {
        List<ServedRequest> lost = pod.kill(now);
        Consumer<ServedRequest> sink = ended.of(pod);
        lost.forEach(sink);
    }

    /** After any change of pods: who is gone, who is ready, what is next, and whether somebody can take what waits. */
    private void settle() {
        ledger.close();
        ready.removeIf(pod -> !pod.ready());
        nextEventAt = faults.nextAt();
        for (Pod pod : pods) {
            if (pod.ready() && !ready.contains(pod)) {
                ready.add(pod);
            }
            nextEventAt = Math.min(nextEventAt, pod.nextChangeAt());
        }
        while (!unrouted.isEmpty() && !ready.isEmpty()) {
            dispatch(unrouted.remove());
        }
    }

    /** Pods without a node get none before {@code time}. */
    void noNodesBefore(double time) {
        noNodesBefore = Math.max(noNodesBefore, time);
        pods.forEach(pod -> pod.launchedNotBefore(noNodesBefore));
    }

    /** So many pods vanish with their nodes. */
    void loseNodes(int count) {
        List<Pod> onNodes = new ArrayList<>(pods.stream().filter(Pod::holdsNode).toList());
        int replaced = 0;
        for (int left = Math.min(count, onNodes.size()); left > 0; left--) {
            Pod pod = onNodes.remove(faults.chance().nextInt(onNodes.size()));
            replaced += pod.wanted() ? 1 : 0;
            lose(pod);
        }
        for (; replaced > 0; replaced--) {
            pods.add(newPod());
        }
    }

    /** One start takes so much longer: that of the oldest pod that is starting, else the next one. */
    void stickAStart(double seconds) {
        pods.stream()
                .filter(Pod::starting)
                .min(Comparator.comparingDouble(Pod::createdAt))
                .ifPresentOrElse(pod -> pod.stuckFor(seconds), () -> faults.stickNext(seconds));
    }

    /** One ready pod's steps take {@code factor} times as long, for so many seconds. */
    void slowAReplica(double factor, double seconds) {
        if (!ready.isEmpty()) {
            ready.get(faults.chance().nextInt(ready.size())).slowedBy(factor, now + seconds);
        }
    }
}
