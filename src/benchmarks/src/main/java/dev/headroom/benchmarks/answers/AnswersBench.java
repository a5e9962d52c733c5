// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import dev.headroom.benchmarks.process.LoaderProgram;
import dev.headroom.benchmarks.process.ServiceUnderBench;
import dev.headroom.benchmarks.report.Figure;
import dev.headroom.benchmarks.traffic.Format;
import dev.headroom.benchmarks.traffic.TrafficPlan;
import dev.headroom.lab.process.BrokerProgram;
import dev.headroom.lab.process.Worker;
import dev.headroom.lab.report.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Measures in rounds: the bare server and the service, each a new process, are called in turn by this process, and only one of
 * them runs at a time. Who goes first changes from round to round.
 */
final class AnswersBench {
    private static final String SPANS = "bench-spans";
    private static final String EVENTS = "bench-events";
    /** Requests of each workload in the minute before the service starts, so that it has something to plan from. */
    private static final int REQUESTS_A_WORKLOAD = 60;

    private static final int LEAST_REPLICAS = 1;

    private final AnswersOptions options;
    private final Path serviceJar;
    private final Consumer<String> progress;
    private long seed = 1;

    AnswersBench(AnswersOptions options, Path serviceJar, Consumer<String> progress) {
        this.options = options;
        this.serviceJar = serviceJar;
        this.progress = progress;
    }

    List<AnswersRound> run() throws IOException, InterruptedException {
        List<AnswersRound> rounds = new ArrayList<>();
        for (int number = 1; number <= options.rounds(); number++) {
            AnswersRound round = round(number % 2 == 1);
            progress.accept("round " + number + " of " + options.rounds() + ": saturated "
                    + Figure.of(round.bare().saturated().perSecond()) + " calls/s bare, "
                    + Figure.of(round.service().saturated().perSecond()) + " the service");
            rounds.add(round);
        }
        return rounds;
    }

    private AnswersRound round(boolean bareFirst) throws IOException, InterruptedException {
        double load = Machine.load();
        if (bareFirst) {
            Measured bare = bare();
            return new AnswersRound(load, bare, service());
        }
        Measured service = service();
        return new AnswersRound(load, bare(), service);
    }

    private Measured bare() throws InterruptedException {
        try (Worker server = BareServerProgram.start(options.jvmOptions())) {
            return measured(Integer.parseInt(server.line()), server::cpuTime);
        }
    }

    private Measured service() throws IOException, InterruptedException {
        try (BrokerProgram.Broker broker = BrokerProgram.start(List.of(SPANS, EVENTS))) {
            int requests = REQUESTS_A_WORKLOAD * options.fleet().workloads();
            LoaderProgram.fill(
                    broker.bootstrapServers(),
                    EVENTS,
                    new TrafficPlan(Format.EVENTS, requests, 1, options.fleet(), seed++));
            Map<String, String> properties = new TreeMap<>(options.properties());
            properties.put("kafka.bootstrap.servers", broker.bootstrapServers());
            properties.put("headroom.topics.spans", SPANS);
            properties.put("headroom.topics.events", EVENTS);
            try (ServiceUnderBench service = new ServiceUnderBench(
                    serviceJar, options.fleet(), LEAST_REPLICAS, options.jvmOptions(), properties)) {
                service.awaitReady();
                awaitPlans(service);
                return measured(service.grpcPort(), service::cpuTime);
            }
        }
    }

    /** The first round of planning comes after readiness. */
    private void awaitPlans(ServiceUnderBench service) throws InterruptedException {
        try (Caller caller = new Caller(service.grpcPort(), 1, options.fleet())) {
            FirstAnswers.await(caller, options.fleet().workloads());
        }
    }

    private Measured measured(int port, Supplier<Duration> cpuTime) throws InterruptedException {
        try (Caller caller = new Caller(port, options.connections(), options.fleet());
                // KEDA's operator holds one connection to a scaler's address.
                Caller keda = new Caller(port, 1, options.fleet())) {
            LoopResult unused = ClosedLoop.run(caller, options.inFlight(), options.warmUp());
            LoopResult open = OpenLoop.run(keda, new Schedule(options.perSecond(), options.lasts()));
            Duration before = cpuTime.get();
            LoopResult saturated = ClosedLoop.run(caller, options.inFlight(), options.lasts());
            return new Measured(open, saturated, cpuTime.get().minus(before));
        }
    }
}
