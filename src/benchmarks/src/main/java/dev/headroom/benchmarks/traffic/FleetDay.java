// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import dev.headroom.lab.engine.EngineCounters;
import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.span.MetricScrapes;
import dev.headroom.lab.span.MetricScrapes.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Records of a fleet as time goes on, as long as one likes: spans of ended requests and scrapes of all servers, with a rate that swings
 * over the day and pods that are replaced by others. One thread, and time goes forward only.
 */
public final class FleetDay {
    /** Requests whose spans a Collector sends at once. */
    private static final int SPANS_IN_RECORD = 64;

    private static final Duration SCRAPED_EVERY = Duration.ofSeconds(15);
    private static final double SECONDS_OF_A_DAY = 86_400;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MILLIS = 1_000;
    private static final long KV_TOKENS = 400_000;

    /** Of a request, about: what its tokens and the time of each come to. */
    private static final double SECONDS_IN_FLIGHT = 6;

    private static final int TOKENS_OF_A_REQUEST = 1_200;

    private final BenchFleet fleet;
    private final Shape shape;
    private final Requests requests;
    private final VllmSpanWriter spans;
    private final SplittableRandom chance;
    private final List<MetricScrapes> scrapes;
    private final long[][] finished;
    private final int[][] lives;
    private final Instant start;
    private final List<DrawnRequest> unsent = new ArrayList<>();
    private Instant now;
    private Instant scraped;
    private double due;
    private long drawn;

    /**
     * How much comes, and how long pods live.
     *
     * @param requestsPerSecond of the whole fleet, on the mean of a day
     * @param swing by which share the rate goes up and down over a day; 0 to below 1
     * @param lifeOfPod after which another one takes its place
     */
    public record Shape(double requestsPerSecond, double swing, Duration lifeOfPod) {
        public Shape {
            if (!(requestsPerSecond > 0) || !(swing >= 0) || swing >= 1 || lifeOfPod.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "needed are a rate above 0, a swing of 0 to below 1, a life of 1 s or more; were "
                                + requestsPerSecond + ", " + swing + " and " + lifeOfPod);
            }
        }
    }

    /** Who is sent the records. */
    public interface Outlet {
        /** Spans, as OTLP. */
        void spans(byte[] record);

        /** Scrapes, as OTLP. */
        void metrics(byte[] record);
    }

    /**
     * Nothing was sent yet.
     *
     * @param start when its first request may end
     */
    public FleetDay(BenchFleet fleet, Shape shape, Instant start, long seed) {
        this.chance = new SplittableRandom(seed);
        this.fleet = fleet;
        this.shape = shape;
        this.requests = new Requests(fleet, chance.split());
        this.spans = new VllmSpanWriter(fleet, chance.split());
        this.scrapes = IntStream.range(0, fleet.workloads())
                .mapToObj(workload -> new MetricScrapes(start, fleet.name(workload)))
                .toList();
        this.finished = new long[fleet.workloads()][fleet.replicas()];
        this.lives = new int[fleet.workloads()][fleet.replicas()];
        this.start = start;
        this.now = start;
        this.scraped = start;
    }

    /** Requests that ended so far. */
    public long requests() {
        return drawn;
    }

    /** Sends what comes until then. */
    public void advanceTo(Instant until, Outlet outlet) {
        double seconds = secondsBetween(now, until);
        renewPods(until);
        due += seconds * rateAt(until);
        for (; due >= 1; due--) {
            end(now.plusNanos((long) (chance.nextDouble() * seconds * NANOS_PER_SECOND)), outlet);
        }
        flush(outlet);
        now = until;
        if (Duration.between(scraped, now).compareTo(SCRAPED_EVERY) >= 0) {
            scraped = now;
            scrape(outlet);
        }
    }

    /** The pods of a workload as they are now, made of a pod's name and when it came into being. */
    public <P> List<P> podsOf(int workload, PodMaker<P> maker) {
        return IntStream.range(0, fleet.replicas())
                .mapToObj(replica ->
                        maker.pod(fleet.podName(workload, number(workload, replica)), bornAt(workload, replica)))
                .toList();
    }

    /** Makes something of a pod. */
    @FunctionalInterface
    public interface PodMaker<P> {
        /** Of its name and birth. */
        P pod(String name, Instant born);
    }

    private double rateAt(Instant at) {
        double day = secondsBetween(start, at) / SECONDS_OF_A_DAY;
        return shape.requestsPerSecond() * (1 - shape.swing() * Math.cos(2 * Math.PI * day));
    }

    private void end(Instant at, Outlet outlet) {
        DrawnRequest request = requests.drawn(at.getEpochSecond() * (long) NANOS_PER_SECOND + at.getNano());
        finished[request.workload()][request.replica()]++;
        drawn++;
        unsent.add(request.servedBy(number(request.workload(), request.replica())));
        if (unsent.size() == SPANS_IN_RECORD) {
            flush(outlet);
        }
    }

    private void flush(Outlet outlet) {
        if (!unsent.isEmpty()) {
            outlet.spans(spans.batchOf(unsent));
            unsent.clear();
        }
    }

    private void scrape(Outlet outlet) {
        double seconds = secondsBetween(start, now);
        for (int workload = 0; workload < fleet.workloads(); workload++) {
            scrapes.get(workload).dueOf(seconds, targetsOf(workload).stream()).ifPresent(outlet::metrics);
        }
    }

    private List<Target> targetsOf(int workload) {
        IntFunction<Target> target = replica -> {
            int number = number(workload, replica);
            PodIdentity pod = new PodIdentity(
                    BenchFleet.NAMESPACE,
                    fleet.name(workload),
                    fleet.podName(workload, number),
                    fleet.podUid(workload, number));
            return new Target(pod, () -> readingOf(finished[workload][replica]));
        };
        return IntStream.range(0, fleet.replicas()).mapToObj(target).toList();
    }

    private EngineReading readingOf(long ended) {
        double mean = rateAt(now) / fleet.workloads() / fleet.replicas() * SECONDS_IN_FLIGHT;
        int running = (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * chance.nextGaussian()));
        long context = (long) running * TOKENS_OF_A_REQUEST;
        double usage = Math.min(1, (double) context / KV_TOKENS);
        EngineCounters counters = new EngineCounters(ended, ended + running, ended * TOKENS_OF_A_REQUEST, 0, ended, 0);
        return new EngineReading(running, 0, context, 0, usage, KV_TOKENS, counters);
    }

    /** A pod's counters begin with it. */
    private void renewPods(Instant until) {
        for (int workload = 0; workload < fleet.workloads(); workload++) {
            for (int replica = 0; replica < fleet.replicas(); replica++) {
                int life = lifeAt(workload, replica, until);
                if (life != lives[workload][replica]) {
                    lives[workload][replica] = life;
                    finished[workload][replica] = 0;
                }
            }
        }
    }

    private int number(int workload, int replica) {
        return lives[workload][replica] * fleet.replicas() + replica;
    }

    private int lifeAt(int workload, int replica, Instant at) {
        long since = Duration.between(start, at).toMillis() + headStart(workload, replica);
        return (int) (since / shape.lifeOfPod().toMillis());
    }

    private Instant bornAt(int workload, int replica) {
        long after = lives[workload][replica] * shape.lifeOfPod().toMillis() - headStart(workload, replica);
        return start.plusMillis(after);
    }

    /** Not all are replaced at once. */
    private long headStart(int workload, int replica) {
        int place = workload * fleet.replicas() + replica;
        return shape.lifeOfPod().toMillis() * place / ((long) fleet.workloads() * fleet.replicas());
    }

    private static double secondsBetween(Instant from, Instant to) {
        return (double) Duration.between(from, to).toMillis() / MILLIS;
    }
}
