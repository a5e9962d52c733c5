// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.process.ServiceUnderBench;
import dev.headroom.benchmarks.report.Figure;
import dev.headroom.lab.process.BrokerProgram;
import dev.headroom.lab.report.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures in rounds, with the same processes in all: when no workload has a replica, each gets a request, one after the other at
 * moments that do not know of the service's rounds of planning. The requests end with the round.
 */
final class WakeBench {
    private static final String SPANS = "bench-spans";
    private static final String EVENTS = "bench-events";
    private static final String OWNER = "headroom_plans_owner";
    private static final int LEAST_REPLICAS = 0;
    /** A workload is idle 10 s after its last request. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** A wake that takes longer was none. */
    private static final Duration LONGEST_WAKE = Duration.ofSeconds(20);
    /** The bar: what takes longer is worth a look. */
    private static final Duration SLOW = Duration.ofSeconds(1);
    /** Between two looks at what is measured; GetMetrics is known no better than this. */
    private static final Duration GLANCE = Duration.ofMillis(2);

    private static final Duration LONG_GLANCE = Duration.ofMillis(200);

    private final WakeOptions options;
    private final Path serviceJar;
    private final Consumer<String> progress;
    private final Random chance;

    WakeBench(WakeOptions options, Path serviceJar, Consumer<String> progress) {
        this.options = options;
        this.serviceJar = serviceJar;
        this.progress = progress;
        this.chance = new Random(options.seed());
    }

    List<WakeRound> run() throws IOException, InterruptedException {
        try (BrokerProgram.Broker broker = BrokerProgram.start(List.of(SPANS, EVENTS));
                Gateway gateway = new Gateway(broker.bootstrapServers(), EVENTS, options.fleet())) {
            List<ServiceUnderBench> services = new ArrayList<>();
            try {
                for (int i = 0; i < options.services(); i++) {
                    services.add(service(broker));
                }
                for (ServiceUnderBench service : services) {
                    service.awaitReady();
                }
                return rounds(gateway, services);
            } finally {
                for (ServiceUnderBench service : services) {
                    service.close();
                }
            }
        }
    }

    private ServiceUnderBench service(BrokerProgram.Broker broker) throws IOException {
        Map<String, String> properties = new TreeMap<>(options.properties());
        properties.put("kafka.bootstrap.servers", broker.bootstrapServers());
        properties.put("headroom.topics.spans", SPANS);
        properties.put("headroom.topics.events", EVENTS);
        return new ServiceUnderBench(serviceJar, options.fleet(), LEAST_REPLICAS, options.jvmOptions(), properties);
    }

    private List<WakeRound> rounds(Gateway gateway, List<ServiceUnderBench> services) throws InterruptedException {
        // Who was never heard of is not idle.
        workloads().forEach(gateway::admit);
        List<WakeRound> rounds = new ArrayList<>();
        for (int number = 1; number <= options.rounds(); number++) {
            gateway.completeAll();
            WakeRound round = round(gateway, services);
            String tails = round.seen().stream()
                    .map(seen -> Figure.of(seen.streams().millisAt(WakeRound.TAIL)))
                    .collect(Collectors.joining(" and "));
            progress.accept(
                    "round " + number + " of " + options.rounds() + ": p99 to the push stream " + tails + " ms");
            rounds.add(round);
        }
        return rounds;
    }

    private WakeRound round(Gateway gateway, List<ServiceUnderBench> services) throws InterruptedException {
        int planner = planner(services);
        List<ServiceReplica> replicas = new ArrayList<>();
        try {
            for (int i = 0; i < services.size(); i++) {
                replicas.add(new ServiceReplica(services.get(i).grpcPort(), options.fleet(), i == planner));
            }
            awaitSleep(replicas);
            replicas.forEach(ServiceReplica::openStreams);
            double load = Machine.load();
            List<Integer> order = new ArrayList<>(workloads());
            Collections.shuffle(order, chance);
            for (int workload : order) {
                Thread.sleep(chance.nextInt((int) options.longestPause().toMillis() + 1));
                wake(workload, gateway, replicas);
            }
            if (planner(services) != planner) {
                throw new IllegalStateException("another replica began to plan while a round was measured");
            }
            return new WakeRound(
                    load, replicas.stream().map(ServiceReplica::seen).toList());
        } finally {
            replicas.forEach(ServiceReplica::close);
        }
    }

    private void wake(int workload, Gateway gateway, List<ServiceReplica> replicas) throws InterruptedException {
        replicas.forEach(replica -> replica.requireSilent(workload));
        long sentNanos = System.nanoTime();
        gateway.admit(workload);
        replicas.forEach(replica -> replica.begin(workload, sentNanos));
        List<ServiceReplica> pending = new ArrayList<>(replicas);
        while (System.nanoTime() - sentNanos < LONGEST_WAKE.toNanos()) {
            pending.removeIf(ServiceReplica::look);
            if (pending.isEmpty()) {
                sayWhereSlow(workload, System.nanoTime() - sentNanos);
                return;
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }

    /** With the moment, by which it is found in the logs of the service. */
    private void sayWhereSlow(int workload, long nanos) {
        if (nanos > SLOW.toNanos()) {
            progress.accept("workload " + options.fleet().name(workload) + " was woken at "
                    + Instant.now().minusNanos(nanos) + " and reported "
                    + Duration.ofNanos(nanos).toMillis() + " ms later");
        }
    }

    private void awaitSleep(List<ServiceReplica> replicas) throws InterruptedException {
        for (int workload : workloads()) {
            for (ServiceReplica replica : replicas) {
                await("workload " + workload + " must have no replicas", () -> replica.sleeps(workload));
            }
        }
    }

    /** Number of the replica that plans for all. */
    private int planner(List<ServiceUnderBench> services) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (int i = 0; i < services.size(); i++) {
                if (services.get(i).counters(List.of(OWNER)).equals(Optional.of(List.of(1L)))) {
                    return i;
                }
            }
            Thread.sleep(LONG_GLANCE.toMillis());
        }
        throw new IllegalStateException("no replica plans after " + PATIENCE.toSeconds() + " s");
    }

    private static void await(String sentence, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(sentence + " within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(LONG_GLANCE.toMillis());
        }
    }

    private List<Integer> workloads() {
        return IntStream.range(0, options.fleet().workloads()).boxed().toList();
    }
}
