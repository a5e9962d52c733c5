// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import dev.headroom.benchmarks.report.Figure;
import dev.headroom.lab.process.BrokerProgram;
import dev.headroom.lab.process.Worker;
import dev.headroom.lab.report.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures in rounds: the same streams from the same server to the same client, directly and through the sidecar, one after the other. Who
 * goes first changes from round to round.
 */
final class SidecarBench {
    static final String TOPIC = "bench-requests";

    private final SidecarOptions options;
    private final Path jar;
    private final Consumer<String> progress;

    SidecarBench(SidecarOptions options, Path jar, Consumer<String> progress) {
        this.options = options;
        this.jar = jar;
        this.progress = progress;
    }

    /**
     * What was found.
     *
     * @param rounds those that count
     * @param expected events that the broker should have
     * @param published events that it has
     */
    record Found(List<SidecarRound> rounds, long expected, long published) {}

    Found run() throws IOException, InterruptedException {
        try (BrokerProgram.Broker broker = BrokerProgram.start(List.of(TOPIC));
                Worker server = StreamServerProgram.start(options.periodNanos(), options.eventsOfAStream())) {
            int serverPort = Integer.parseInt(server.line());
            try (SidecarUnderBench sidecar =
                    new SidecarUnderBench(jar, serverPort, broker.bootstrapServers(), options)) {
                sidecar.awaitReady();
                List<SidecarRound> rounds = new ArrayList<>();
                int all = options.warmUp() + options.rounds();
                for (int number = 1; number <= all; number++) {
                    SidecarRound round = round(serverPort, sidecar, number % 2 == 1);
                    boolean counts = number > options.warmUp();
                    progress.accept((counts ? "round " : "warm-up ") + number + " of " + all + ": p99 "
                            + Figure.of(round.direct().events().millisAt(SidecarReport.TAIL)) + " ms direct, "
                            + Figure.of(round.through().events().millisAt(SidecarReport.TAIL))
                            + " ms through the sidecar");
                    if (counts) {
                        rounds.add(round);
                    }
                }
                long expected = 2L * options.streams() * all;
                return new Found(rounds, expected, sidecar.awaitPublished(expected));
            }
        }
    }

    private SidecarRound round(int serverPort, SidecarUnderBench sidecar, boolean directFirst) throws IOException {
        double load = Machine.load();
        if (directFirst) {
            StreamClient.Result direct = streams(serverPort);
            Duration before = sidecar.cpuTime();
            StreamClient.Result through = streams(sidecar.port());
            return new SidecarRound(load, direct, through, sidecar.cpuTime().minus(before));
        }
        Duration before = sidecar.cpuTime();
        StreamClient.Result through = streams(sidecar.port());
        Duration cpu = sidecar.cpuTime().minus(before);
        return new SidecarRound(load, streams(serverPort), through, cpu);
    }

    private StreamClient.Result streams(int port) throws IOException {
        return new StreamClient(port, options.streams(), options.opening()).run();
    }
}
