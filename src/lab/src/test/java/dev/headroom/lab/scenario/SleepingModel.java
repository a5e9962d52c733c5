// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import dev.headroom.lab.keda.KedaScaling;
import dev.headroom.lab.keda.ScaledObjectSpec;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A model without replicas behind a gateway, second by second: the real path from the gateway's events to the answer, KEDA's own steps
 * between 0 and 1 with a cooldown of 5 min, and pods that take as long to be Ready as the test says.
 */
final class SleepingModel {
    static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    private static final int MOST = 4;
    private static final int SCRAPE_SECONDS = 5;

    private final Headroom headroom = new Headroom(0, MOST, "fallback", START);
    private final KedaScaling keda = new KedaScaling(ScaledObjectSpec.recommended(0, MOST));
    private int replicas;
    private final List<LoadedPod> pods = new ArrayList<>();
    private final List<Second> seconds = new ArrayList<>();
    private final Duration start;
    private long requests;
    private long made;
    private Instant now = START;

    private SleepingModel(Duration start) {
        this.start = start;
    }

    /** What was so in one second. */
    record Second(Instant at, int replicas, int ready, boolean active, String because) {}

    private record LoadedPod(ModelServer server, Instant created, Instant readyAt) {
        boolean isReady(Instant now) {
            return !now.isBefore(readyAt);
        }

        Replica seen(Instant now) {
            Replica.Node node = new Replica.Node(Optional.of("H100"), Optional.empty(), Optional.of(created));
            return new Replica(
                    server.uid(),
                    created,
                    Optional.of(node),
                    Optional.of(readyAt).filter(at -> isReady(now)));
        }
    }

    /** Its pods are Ready so long after they were made. */
    static SleepingModel whosePodsTake(Duration start) {
        return new SleepingModel(start);
    }

    /** Its pods never become Ready. */
    static SleepingModel whosePodsNeverStart() {
        return new SleepingModel(Duration.ofDays(365));
    }

    /** One request comes now, and its client waits for as long. */
    SleepingModel isAskedBySomebodyWhoWaits(Duration patience) {
        long id = requests++;
        Instant arrival = now;
        headroom.read(new NativeEventDecoder(), Telemetry.admission(id, arrival), now);
        during(patience);
        headroom.read(new NativeEventDecoder(), Telemetry.givenUp(id, arrival, now), now);
        return this;
    }

    /** One request comes now, and whoever sent it waits for ever. */
    SleepingModel isAsked() {
        headroom.read(new NativeEventDecoder(), Telemetry.admission(requests++, now), now);
        return this;
    }

    /** Somebody takes all pods away; the Deployment wants none any more. */
    SleepingModel losesItsPods() {
        pods.clear();
        replicas = 0;
        return this;
    }

    SleepingModel during(Duration duration) {
        Instant end = now.plus(duration);
        while (now.isBefore(end)) {
            second();
        }
        return this;
    }

    List<Second> between(Instant from, Instant to) {
        return seconds.stream()
                .filter(second -> !second.at().isBefore(from) && second.at().isBefore(to))
                .toList();
    }

    Second last() {
        return seconds.get(seconds.size() - 1);
    }

    /** When it first had a replica, a Ready one at the least. */
    Instant firstWith(int ready) {
        return seconds.stream()
                .filter(second -> second.replicas() > 0 && second.ready() >= ready)
                .findFirst()
                .orElseThrow()
                .at();
    }

    private void second() {
        now = now.plusSeconds(1);
        List<LoadedPod> ready = pods.stream().filter(pod -> pod.isReady(now)).toList();
        if (now.getEpochSecond() % SCRAPE_SECONDS == 0) {
            ready.forEach(pod -> headroom.read(new ServerMetricsDecoder(), Telemetry.scrape(pod.server(), now), now));
        }
        headroom.clusterShows(pods.stream().map(pod -> pod.seen(now)).toList());
        ReplicaPlan plan = headroom.planAt(now).plan();
        Answered answered = new Answered(plan);
        OptionalInt wanted =
                keda.advanceTo((double) Duration.between(START, now).toSeconds(), replicas, answered);
        wanted.ifPresent(this::scaleTo);
        seconds.add(new Second(now, replicas, ready.size(), answered.isActive(), plan.because()));
    }

    private void scaleTo(int wanted) {
        replicas = wanted;
        while (pods.size() > wanted) {
            pods.remove(pods.size() - 1);
        }
        while (pods.size() < wanted) {
            pods.add(new LoadedPod(new ModelServer("pod-" + made++), now, now.plus(start)));
        }
    }

    private record Answered(ReplicaPlan plan) implements KedaScaling.Scaler {
        @Override
        public OptionalDouble metric(double now) {
            return plan.answer().fold(known -> OptionalDouble.of(known.count()), unavailable -> OptionalDouble.empty());
        }

        @Override
        public boolean active(double now) {
            return metric(now).orElseThrow() > 0;
        }

        boolean isActive() {
            return metric(0).orElse(0) > 0;
        }
    }
}
