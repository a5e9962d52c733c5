// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.serving.ModelServers;
import dev.headroom.e2e.serving.ModelServers.Endpoint;
import dev.headroom.e2e.serving.SimulatedServer;
import dev.headroom.e2e.serving.SpanSender;
import dev.headroom.e2e.serving.Users;
import dev.headroom.e2e.serving.Users.Lived;
import dev.headroom.lab.engine.EngineModel;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** A workload with simulated servers behind its pods, and its users. */
final class Serving implements AutoCloseable {
    private static final int THREADS = 3;
    private static final String NOWHERE = "http://127.0.0.1:9";
    private static final long SEED = 20_261_202;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS);
    private final Instant start = Instant.now();
    private final SimulatedServer.Clock clock = SimulatedServer.Clock.startedNow();
    private final DeployedWorkload workload;
    private final ModelServers servers;
    private final ScaleRecord record;
    private final List<Users> users = new ArrayList<>();

    private Serving(RealCluster cluster, DeployedWorkload.Shape shape, EngineModel engine, Supplier<String> collector)
            throws Exception {
        workload = DeployedWorkload.created(cluster, shape);
        HttpClient http = HttpClient.newHttpClient();
        SimulatedServer.Kind kind = new SimulatedServer.Kind(engine, shape.name(), clock, timer);
        servers = new ModelServers(
                cluster.client(),
                DeployedWorkload.NAMESPACE,
                shape.name(),
                pod -> new SimulatedServer(kind, pod, new SpanSender(http, collector, pod, start)));
        record = new ScaleRecord(workload, clock::now, timer);
    }

    static Serving begun(RealCluster cluster, DeployedWorkload.Shape shape, EngineModel engine) throws Exception {
        return new Serving(cluster, shape, engine, () -> Collectors.spansUrl(cluster));
    }

    /** The same, with servers that send no spans to any Collector. */
    static Serving silent(RealCluster cluster, DeployedWorkload.Shape shape, EngineModel engine) throws Exception {
        return new Serving(cluster, shape, engine, () -> NOWHERE);
    }

    SimulatedServer.Clock clock() {
        return clock;
    }

    DeployedWorkload workload() {
        return workload;
    }

    ScaleRecord record() {
        return record;
    }

    ModelServers servers() {
        return servers;
    }

    /** Lets users come at a rate, by the seconds of the clock. */
    Users users(int inputTokens, int outputTokens, DoubleUnaryOperator rate) {
        return usersOf(servers::ready, inputTokens, outputTokens, rate);
    }

    /** The same, by way of something that stands before the servers. */
    Users usersOf(Supplier<List<Endpoint>> before, int inputTokens, int outputTokens, DoubleUnaryOperator rate) {
        Users coming = new Users(
                before,
                new Users.Load(workload.name(), inputTokens, outputTokens, rate, clock),
                timer,
                SEED + users.size());
        users.add(coming);
        return coming;
    }

    List<Lived> lived() {
        return users.stream().flatMap(some -> some.lived().stream()).toList();
    }

    List<Double> asked() {
        return users.stream().flatMap(some -> some.asked().stream()).toList();
    }

    int turnedAway() {
        return users.stream().mapToInt(Users::turnedAway).sum();
    }

    @Override
    public void close() {
        users.forEach(Users::close);
        record.close();
        workload.close();
        servers.close();
        timer.shutdownNow();
    }
}
