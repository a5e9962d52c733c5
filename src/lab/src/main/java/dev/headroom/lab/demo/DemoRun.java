// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.keda.KedaScaling;
import dev.headroom.lab.keda.RemoteScaler;
import dev.headroom.lab.process.Cleanup;
import dev.headroom.lab.span.CollectorExporter;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One demo from start to verdict: opens the parts, lets the world turn, judges what came of it. */
public final class DemoRun implements Callable<Integer> {
    private static final int SPAN_PARTITIONS = 4;
    private static final int METRIC_PARTITIONS = 1;
    private static final String REQUEST_TOPIC = "llm.requests";
    private static final int REQUEST_PARTITIONS = 1;
    /** Allowance for the start of the service, for the clock must be fixed before it. */
    private static final double START_SECONDS = 5;

    /** What shells answer for a command that Ctrl-C ended; what fails after that is only its echo. */
    private static final int INTERRUPTED = 130;

    private static final double SECONDS_A_MINUTE = 60;
    /** KEDA itself sets none; without one a service that hangs would hang the demo. */
    private static final Duration CALL_DEADLINE = Duration.ofSeconds(5);

    private static final double PERCENT = 100;
    /** For a story that a busy machine has delayed. */
    private static final Duration LAST_CHAPTER = Duration.ofMinutes(3);

    private final DemoOptions options;
    private final Path serviceJar;
    private final PrintStream lines;

    /** Nothing is started yet. */
    public DemoRun(DemoOptions options, Path serviceJar) {
        this.options = options;
        this.serviceJar = serviceJar;
        this.lines = options.json() ? System.err : System.out;
    }

    @Override
    public Integer call() throws Exception {
        try (Cleanup cleanup = Cleanup.alsoOnShutdown()) {
            Optional<DemoSummary> summary = played(cleanup);
            return summary.isPresent() ? judged(summary.get()) : INTERRUPTED;
        }
    }

    /** Empty when somebody ended the run. */
    Optional<DemoSummary> played(Cleanup cleanup) throws Exception {
        EmbeddedKafka broker = cleanup.opened(EmbeddedKafka.started());
        broker.createTopic(CollectorExporter.SPANS, SPAN_PARTITIONS);
        broker.createTopic(CollectorExporter.METRICS, METRIC_PARTITIONS);
        broker.createTopic(REQUEST_TOPIC, REQUEST_PARTITIONS);
        VirtualClock clock = clock(Instant.now());
        ServiceUnderDemo service = cleanup.opened(new ServiceUnderDemo(serviceJar, broker.bootstrapServers(), clock));
        try {
            announce(broker, service);
            service.awaitReady();
            return Optional.of(play(cleanup, broker, service, clock));
        } catch (Exception failure) {
            if (cleanup.begun()) {
                return Optional.empty();
            }
            throw withLog(failure, service);
        }
    }

    private DemoSummary play(Cleanup cleanup, EmbeddedKafka broker, ServiceUnderDemo service, VirtualClock clock)
            throws Exception {
        CollectorExporter collector = cleanup.opened(new CollectorExporter(broker.bootstrapServers()));
        ManagedChannel channel = NettyChannelBuilder.forTarget(service.grpcAddress())
                .usePlaintext()
                .build();
        cleanup.opened(channel::shutdownNow);

        DeploymentScale scale = new DeploymentScale(DemoScenario.START_REPLICAS);
        RemoteScaler scaler =
                new RemoteScaler(channel, DemoScenario.scaledObject(service.grpcAddress()), Optional.of(CALL_DEADLINE));
        ServiceWitness witness = new ServiceWitness(service.http());
        KedaLoop keda = new KedaLoop(clock, witness, new KedaScaling(DemoScenario.scaling()), scaler, scale);
        Playtime time = new Playtime(clock.virtualAt(Instant.now()), clock.joinsRealTimeAt());
        Mishaps mishaps = new Mishaps(broker, service.policy());
        ExecutorService threads = Executors.newCachedThreadPool();
        cleanup.opened(() -> mishaps.between(threads::shutdownNow));
        Future<Void> kedaEnds = threads.submit(keda);
        Future<List<ToldChapter>> story =
                threads.submit(told(new DemoStory.Stage(clock, time, witness, scale, mishaps)));

        DemoTable table = new DemoTable(lines, DemoScenario.PROMISE, options.colour());
        World world = new World(options, time, clock, collector, scale);
        world.turn((now, reading) -> {
            service.requireAlive();
            rethrow(kedaEnds);
            rethrow(story);
            table.line(progress(time.share(now)), now, reading, because(service, keda));
        });
        List<ToldChapter> chapters = story.get(LAST_CHAPTER.toSeconds(), TimeUnit.SECONDS);
        threads.shutdownNow();
        return world.summary(service.http(), chapters);
    }

    private Callable<List<ToldChapter>> told(DemoStory.Stage stage) {
        if (options.trace().isEmpty()) {
            return new DemoStory(stage, lines);
        }
        lines.println("A trace is replayed: the story with its mishaps is left out.");
        return List::of;
    }

    private String progress(double share) {
        if (share > 1) {
            return "live";
        }
        String percent = String.format(Locale.ROOT, "%3.0f%%", share * PERCENT);
        return options.trace().isPresent() ? percent : Chapter.at(share).place() + " " + percent;
    }

    /** What ended a thread that should still run. */
    private static void rethrow(Future<?> thread) throws Exception {
        if (thread.isDone()) {
            thread.get();
        }
    }

    /** Virtual time joins real time when the story is over. */
    private VirtualClock clock(Instant now) {
        double seconds = START_SECONDS + options.storyMinutes() * SECONDS_A_MINUTE;
        return new VirtualClock(now.plus(VirtualClock.ofSeconds(seconds)), options.speed());
    }

    private void announce(EmbeddedKafka broker, ServiceUnderDemo service) {
        lines.println("page     " + service.http().at("/") + "  shows all that follows; the service starts now");
        if (options.trace().isEmpty()) {
            lines.println("story    " + DemoStory.outline(options.storyMinutes() * options.speed()));
        }
        lines.println("Kafka    " + broker.bootstrapServers());
        lines.println("gRPC     " + service.grpcAddress() + "  externalscaler.ExternalScaler, as KEDA calls it");
        lines.println("metrics  " + service.http().at("/q/metrics"));
        lines.println("Latencies are P95 of the last virtual minute; ! or red is over the objective.");
    }

    private static String because(ServiceUnderDemo service, KedaLoop keda) throws InterruptedException {
        String trouble = keda.trouble();
        return trouble.isEmpty()
                ? service.http().because(DemoScenario.NAMESPACE, DemoScenario.WORKLOAD)
                : "holding: " + trouble;
    }

    private int judged(DemoSummary summary) throws Exception {
        if (options.json()) {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary));
        } else {
            lines.println(summary.sentence());
        }
        Optional<String> failure = DemoVerdict.failure(summary);
        failure.ifPresent(sentence -> System.err.println("headroom demo: " + sentence));
        return failure.isPresent() ? 1 : 0;
    }

    private static Exception withLog(Exception failure, ServiceUnderDemo service) throws Exception {
        return new IllegalStateException(failure.getMessage() + "; the service's log is " + service.keepLog(), failure);
    }
}
