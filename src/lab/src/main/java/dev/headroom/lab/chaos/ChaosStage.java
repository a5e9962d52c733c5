// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.chaos.WatchedReplica.Answer;
import dev.headroom.lab.chaos.WatchedReplica.Reading;
import dev.headroom.lab.process.Cleanup;
import dev.headroom.lab.process.Signals;
import dev.headroom.lab.service.ChatPolicy;
import dev.headroom.lab.service.FreePorts;
import dev.headroom.lab.service.RunningService;
import dev.headroom.lab.service.SteadyTraffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Real processes that faults are tried on: brokers, replicas of the service and, on some stages, processes that share the reading; beside
 * them traffic that never changes, so that no answer has a reason of its own to fall. One thread, but for the watching.
 */
final class ChaosStage implements AutoCloseable {
    /** Requests a second; each takes 2 s, so that 40 are in flight. */
    static final double PER_SECOND = 20;
    /** Model servers that there are; at 8 in flight each they are as many as 40 need, and one more. */
    static final int SERVERS = 6;
    /** The workload, as the service's pages call it. */
    static final String CHAT = "llm/chat";

    static final String POLICY = """
            objectives:
              - { signal: e2e, percentile: 95, atMost: 20s }
            concurrency: { perReplica: 8 }
            replicas: { min: 1, max: 40 }
            """;

    /** Of what has come before the service starts. */
    static final Duration PAST = Duration.ofMinutes(15);
    /** A busy two-core machine has taken 40 s for two. */
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);

    private static final double RIGHT_DEMAND = 0.1;

    private final StageKind kind;
    private final Path directory;
    private final Cleanup cleanup = new Cleanup();
    private final List<WatchedReplica> replicas = new CopyOnWriteArrayList<>();
    private final List<RunningService> readers = new CopyOnWriteArrayList<>();
    private final StageExtras extras;
    private final BrokerCluster cluster;
    private final SteadyTraffic traffic;

    /** Starts all of it, and waits until everybody is ready. */
    ChaosStage(StageKind kind, Path directory) throws Exception {
        this.kind = kind;
        this.directory = directory;
        try {
            ChatPolicy.write(policies(), POLICY);
            extras = cleanup.opened(new StageExtras(kind, directory));
            cluster = cleanup.opened(extras.cluster(directory.resolve("kafka")));
            traffic = cleanup.opened(new SteadyTraffic(
                    cluster.bootstrapServers(),
                    new SteadyTraffic.Load(PER_SECOND, PAST, true, SERVERS, extras.clock())));
            for (int reader = 0; reader < kind.readers(); reader++) {
                startReader();
            }
            for (int replica = 0; replica < kind.replicas(); replica++) {
                startReplica();
            }
            awaitReady();
        } catch (Exception failure) {
            cleanup.close();
            throw failure;
        }
    }

    Path directory() {
        return directory;
    }

    BrokerCluster cluster() {
        return cluster;
    }

    /** What only this kind of stage has. */
    StageExtras extras() {
        return extras;
    }

    SteadyTraffic traffic() {
        return traffic;
    }

    /** Those that answer, or should. */
    List<WatchedReplica> replicas() {
        return List.copyOf(replicas);
    }

    /** Those that share the reading. */
    List<RunningService> readers() {
        return List.copyOf(readers);
    }

    /** The one that plans for all. */
    WatchedReplica planner() throws Exception {
        Waiting.require(
                STARTED_WITHIN, "one replica plans for all", () -> planners().size() == 1);
        return planners().get(0);
    }

    /** Those that say that they plan for all: one, unless something is wrong. */
    List<WatchedReplica> planners() {
        return replicas.stream()
                .filter(replica -> !replica.isHeld() && replica.service().plansForAll())
                .toList();
    }

    /** The one that does not plan. */
    WatchedReplica other() throws Exception {
        WatchedReplica planner = planner();
        return replicas.stream()
                .filter(replica -> replica != planner)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is but one replica"));
    }

    /** One more replica. */
    WatchedReplica startReplica() throws IOException {
        return startReplica(extras.changed(start("replica", settings())));
    }

    /** One more replica, started so. */
    WatchedReplica startReplica(RunningService.Start start) {
        WatchedReplica replica = new WatchedReplica(cleanup.opened(new RunningService(start)), CHAT);
        // It is not asked before it is ready, as Kubernetes sends nobody to it.
        replica.hold(true);
        replicas.add(replica);
        return replica;
    }

    /** One more that shares the reading. */
    RunningService startReader() throws IOException {
        Map<String, String> settings = settings();
        settings.put("headroom.role", "ingest");
        RunningService.Start start = start("reader", settings);
        settings.put("headroom.panes.process", nameOf(start.ports()));
        RunningService reader = cleanup.opened(new RunningService(start));
        readers.add(reader);
        return reader;
    }

    /** What a process that shares the reading is called among its kind. */
    static String nameOf(FreePorts ports) {
        return "reader-" + ports.http();
    }

    /** Forgets a replica that is gone for good. */
    void gone(WatchedReplica replica) {
        replicas.remove(replica);
        replica.close();
    }

    /** Forgets a reader that is gone for good. */
    void gone(RunningService reader) {
        readers.remove(reader);
    }

    /** How a process of the service is started here. */
    RunningService.Start start(String role, Map<String, String> settings) throws IOException {
        FreePorts ports = FreePorts.onLoopback();
        Path own = Files.createDirectories(directory.resolve(role + "-" + ports.http()));
        settings.put("headroom.feed.journal-directory", own.toString());
        settings.putIfAbsent(RunningService.POLICIES, policies().toString());
        return new RunningService.Start(own, ports, settings);
    }

    /** What every process of the service is told here. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("kafka.bootstrap.servers", cluster.bootstrapServers());
        settings.putAll(extras.settings());
        if (kind.readers() > 0) {
            settings.put("headroom.feed.source", "panes");
        }
        return settings;
    }

    /** Waits until everybody says that it is ready; from then on all are asked. */
    void awaitReady() throws Exception {
        List<RunningService> all = new ArrayList<>(readers);
        replicas.forEach(replica -> all.add(replica.service()));
        Waiting.require(STARTED_WITHIN, "all processes of the service are ready", () -> {
            for (RunningService service : all) {
                if (!service.alive()) {
                    throw new IllegalStateException("the service has ended, see " + service.log());
                }
            }
            return all.stream().allMatch(service -> service.readiness().equals("UP"));
        });
        replicas.forEach(replica -> replica.hold(false));
    }

    /** Whether every process is there. */
    boolean alive() {
        return replicas.stream().allMatch(replica -> replica.service().alive())
                && readers.stream().allMatch(RunningService::alive);
    }

    /**
     * What all replicas tell alike: all asked after a moment, fresh telemetry and the demand that there is; empty where it is not so.
     */
    Optional<Integer> settledOn(long sinceNanos) {
        List<Answer> answers = replicas.stream()
                .flatMap(replica -> replica.lastAnswer(sinceNanos).stream())
                .toList();
        List<Reading> readings = replicas.stream()
                .flatMap(replica -> replica.lastReading(sinceNanos).stream())
                .toList();
        Set<String> told = answers.stream().map(Answer::told).collect(Collectors.toSet());
        boolean all = answers.size() == replicas.size() && readings.size() == replicas.size();
        return all
                        && alive()
                        && told.size() == 1
                        && answers.get(0).isNumber()
                        && readings.stream().allMatch(ChaosStage::isRight)
                ? Optional.of(answers.get(0).number())
                : Optional.empty();
    }

    private static boolean isRight(Reading reading) {
        return reading.state().equals("fresh")
                && Math.abs(reading.requestsPerSecond() - PER_SECOND) <= RIGHT_DEMAND * PER_SECOND;
    }

    @Override
    public void close() {
        // Who is stopped hears no SIGTERM.
        replicas.forEach(replica -> resume(replica.service().handle()));
        cluster.brokers().forEach(broker -> resume(broker.handle()));
        replicas.forEach(WatchedReplica::close);
        cleanup.close();
    }

    private static void resume(ProcessHandle process) {
        try {
            if (process.isAlive()) {
                Signals.resume(process);
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException gone) {
            // It ended in between.
        }
    }

    private Path policies() {
        return directory.resolve("policies");
    }
}
