// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.engine.EngineCounters;
import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.span.MetricScrapes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Servers that take requests in turn and are scraped every 5 s. One thread drives them; others may trouble them. */
final class ShownServers {
    private static final long KV_TOKENS = 400_000;
    private static final long TOKENS_IN = 700;
    private static final long TOKENS_OUT = 200;

    private final Instant begin;
    private final MetricScrapes scrapes;
    private final List<Server> servers = new ArrayList<>();

    /** How much is heard of a server. */
    private enum Voice {
        HEARD,
        FROZEN,
        SILENT
    }

    private static final class Server {
        private final PodIdentity pod;
        private long arrived;
        private long ended;
        private volatile Voice voice = Voice.HEARD;
        private @Nullable EngineReading shown;

        Server(int number) {
            pod = new PodIdentity("llm", "chat", "chat-" + number, "chat-uid-" + number);
        }

        EngineReading reading() {
            EngineReading last = shown;
            if (voice == Voice.FROZEN && last != null) {
                return last;
            }
            long running = arrived - ended;
            EngineReading now = new EngineReading(
                    (int) running,
                    0,
                    running * TOKENS_IN,
                    0,
                    (double) running * TOKENS_IN / KV_TOKENS,
                    KV_TOKENS,
                    new EngineCounters(ended, arrived, arrived * TOKENS_IN, 0, ended * TOKENS_OUT, 0));
            shown = now;
            return now;
        }
    }

    ShownServers(Instant begin, int count) {
        this.begin = begin;
        this.scrapes = new MetricScrapes(begin, "llama");
        for (int number = 0; number < count; number++) {
            servers.add(new Server(number));
        }
    }

    /** Which server has a request. */
    PodIdentity of(long request) {
        return serverOf(request).pod;
    }

    void arrived(long request) {
        if (!servers.isEmpty()) {
            serverOf(request).arrived++;
        }
    }

    void ended(long request) {
        if (!servers.isEmpty()) {
            serverOf(request).ended++;
        }
    }

    /** Whether events of a request come through. */
    boolean tellOf(long request) {
        return servers.isEmpty() || serverOf(request).voice == Voice.HEARD;
    }

    /** What a scrape brings at a moment, the value of one record; empty when none is due. Time goes forward only. */
    Optional<byte[]> scraped(Instant at) {
        if (servers.isEmpty()) {
            return Optional.empty();
        }
        double seconds = VirtualClock.toSeconds(Duration.between(begin, at));
        Stream<MetricScrapes.Target> heard = servers.stream()
                .filter(server -> server.voice != Voice.SILENT)
                .map(server -> new MetricScrapes.Target(server.pod, server::reading));
        return scrapes.dueOf(seconds, heard);
    }

    void silence(int server) {
        servers.get(server).voice = Voice.SILENT;
    }

    void freeze(int server) {
        servers.get(server).voice = Voice.FROZEN;
    }

    void heal() {
        servers.forEach(server -> server.voice = Voice.HEARD);
    }

    private Server serverOf(long request) {
        return servers.get((int) (request % servers.size()));
    }
}
