// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import dev.headroom.benchmarks.process.LoaderProgram;
import dev.headroom.benchmarks.process.ServiceUnderBench;
import dev.headroom.benchmarks.traffic.Format;
import dev.headroom.benchmarks.traffic.TrafficPlan;
import dev.headroom.lab.process.BrokerProgram;
import dev.headroom.lab.report.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Measures in rounds: a topic is filled once, then the bare consumer and the service, each a new process, read it in turn from
 * its beginning. Who goes first changes from round to round.
 */
final class IngestBench {
    private static final long SEED = 20_261_124;
    /** What the service subscribes to beside the filled topic. */
    private static final String SILENT = "bench-silent";

    private static final int LEAST_REPLICAS = 1;

    private final IngestOptions options;
    private final Path serviceJar;
    private final Consumer<String> progress;

    IngestBench(IngestOptions options, Path serviceJar, Consumer<String> progress) {
        this.options = options;
        this.serviceJar = serviceJar;
        this.progress = progress;
    }

    /** The rounds of each format. */
    Map<Format, List<IngestRound>> run() throws IOException, InterruptedException {
        Map<Format, List<IngestRound>> rounds = new LinkedHashMap<>();
        for (Format format : options.formats()) {
            // A broker of its own each, so that the pages of one format do not push out those of the other.
            try (BrokerProgram.Broker broker = BrokerProgram.start(List.of(topicOf(format), SILENT))) {
                rounds.put(format, rounds(broker.bootstrapServers(), format));
            }
        }
        return rounds;
    }

    private List<IngestRound> rounds(String bootstrapServers, Format format) throws IOException, InterruptedException {
        TrafficPlan plan = new TrafficPlan(format, options.all(), options.perRecord(), options.fleet(), SEED);
        progress.accept("filling a topic with " + plan.records() + " records of " + format.words());
        LoaderProgram.fill(bootstrapServers, topicOf(format), plan);
        List<IngestRound> rounds = new ArrayList<>();
        for (int number = 1; number <= options.rounds(); number++) {
            IngestRound round = round(bootstrapServers, plan, number % 2 == 1);
            progress.accept("round " + number + " of " + options.rounds() + ": " + round.sentence());
            rounds.add(round);
        }
        return rounds;
    }

    private IngestRound round(String bootstrapServers, TrafficPlan plan, boolean bareFirst)
            throws IOException, InterruptedException {
        double load = Machine.load();
        List<ReadingProgressLine> bare = bareFirst ? bare(bootstrapServers, plan) : List.of();
        List<ReadingProgressLine> service = service(bootstrapServers, plan);
        bare = bareFirst ? bare : bare(bootstrapServers, plan);
        return new IngestRound(
                load,
                Speed.between(bare, options.warmUp(), options.all()),
                Speed.between(service, options.warmUp(), options.all()),
                service.get(service.size() - 1).requests());
    }

    private List<ReadingProgressLine> bare(String bootstrapServers, TrafficPlan plan) {
        return BareConsumerProgram.read(
                bootstrapServers, topicOf(plan.format()), plan.format(), plan.requests(), options.jvmOptions());
    }

    private List<ReadingProgressLine> service(String bootstrapServers, TrafficPlan plan)
            throws IOException, InterruptedException {
        Map<String, String> properties = new TreeMap<>(options.properties());
        boolean spans = plan.format() == Format.SPANS;
        properties.put("kafka.bootstrap.servers", bootstrapServers);
        properties.put("headroom.topics.spans", spans ? topicOf(plan.format()) : SILENT);
        properties.put("headroom.topics.events", spans ? SILENT : topicOf(plan.format()));
        try (ServiceUnderBench service =
                new ServiceUnderBench(serviceJar, options.fleet(), LEAST_REPLICAS, options.jvmOptions(), properties)) {
            return new ServiceReading(service).toEnd(plan.records());
        }
    }

    private static String topicOf(Format format) {
        return "bench-" + format.name().toLowerCase(Locale.ROOT);
    }
}
