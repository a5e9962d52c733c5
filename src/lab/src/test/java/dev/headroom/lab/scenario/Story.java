// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.Reason;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * A workload's life, second by second. Requests come at a rate and take as long as the story says; servers serve them and send
 * telemetry as vLLM and its Collector do: ends in batches of 5 s, gauges by a scrape every 5 s, admissions at once where a gateway
 * tells of them. All of it is bytes that the real path reads. Settings return the story itself.
 */
final class Story {
    static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    /** What OpenTelemetry's batch processor waits at most by default, and how often servers are scraped. */
    private static final int EVERY_SECONDS = 5;

    /** What the profile says of 22 in flight, which are as many at 20 requests/s on three: what is learnt agrees with it. */
    private static final Duration AS_THE_PROFILE_SAYS = Duration.ofMillis(3300);

    private static final Duration ON_THE_WAY = Duration.ofMillis(300);
    private static final Duration AT_THE_GATEWAY = Duration.ofMillis(300);

    /** Something that happens at an instant; {@code number} keeps those of one instant in order. */
    private record Event(Instant at, long number, Runnable happens) {
        static final Comparator<Event> IN_ORDER =
                Comparator.comparing(Event::at).thenComparing(Event::number);
    }

    private final Decoder spans = new OtlpSpanDecoder();
    private final Decoder metrics = new ServerMetricsDecoder();
    private final Decoder events = new NativeEventDecoder();
    private final PriorityQueue<Event> toCome = new PriorityQueue<>(Event.IN_ORDER);
    private final PriorityQueue<Event> onTheWay = new PriorityQueue<>(Event.IN_ORDER);
    private final List<ModelServer> servers = new ArrayList<>();
    /** An operator reads a reason once, at night. */
    private static final int MOST_WORDS = 25;

    private final List<Moment> moments = new ArrayList<>();
    private final SplittableRandom random;
    private final Headroom headroom;

    private ToDoubleFunction<Duration> rate = since -> 0;
    private BiFunction<Duration, SplittableRandom, Duration> endToEnd = (since, chance) -> AS_THE_PROFILE_SAYS;
    private boolean scraped;
    private boolean admissionsTold;
    private int firstUnseen = Integer.MAX_VALUE;
    private boolean endsByServers;
    private boolean endsTold = true;
    private Instant now = START;
    private double owed;
    private long number;

    private Story(Headroom headroom, long seed) {
        this.headroom = headroom;
        this.random = new SplittableRandom(seed);
    }

    /** A workload with between {@code min} and {@code max} replicas; nothing happens yet. */
    static Story ofWorkload(int min, int max) {
        return new Story(new Headroom(min, max, "fallback", START), 1);
    }

    /** The same, whose policy says {@code whenDark: hold}. */
    static Story ofWorkloadThatHolds(int min, int max) {
        return new Story(new Headroom(min, max, "hold", START), 1);
    }

    Story servedBy(int replicas) {
        for (int i = 0; i < replicas; i++) {
            servers.add(new ModelServer("pod-" + servers.size()));
        }
        return this;
    }

    Story receiving(double perSecond) {
        return receiving(since -> perSecond);
    }

    /** Requests per second by time since the start. */
    Story receiving(ToDoubleFunction<Duration> perSecond) {
        rate = perSecond;
        return this;
    }

    Story lasting(Duration always) {
        return lasting((since, chance) -> always);
    }

    /** How long a request takes, by when it arrived since the start. */
    Story lasting(BiFunction<Duration, SplittableRandom, Duration> byArrival) {
        endToEnd = byArrival;
        return this;
    }

    Story withGauges() {
        scraped = true;
        return this;
    }

    Story withoutGauges() {
        scraped = false;
        return this;
    }

    Story withAdmissions() {
        admissionsTold = true;
        return this;
    }

    /** A gateway tells of admissions, a moment before they reach a server, and the servers' spans tell of ends. */
    Story withAdmissionsOfAGateway() {
        admissionsTold = true;
        endsByServers = true;
        return this;
    }

    /** The source of spans fails, the servers do not. */
    Story withoutEnds() {
        endsTold = false;
        return this;
    }

    Story withEnds() {
        endsTold = true;
        return this;
    }

    /** Those from {@code index} on are seen by nobody any more: their node's Collector is gone. They go on serving. */
    Story unseenFrom(int index) {
        firstUnseen = index;
        return this;
    }

    /** All are seen again. */
    Story seenAgain() {
        return unseenFrom(Integer.MAX_VALUE);
    }

    List<ModelServer> servers() {
        return servers;
    }

    /** Headroom itself, its feed and its cluster. */
    Headroom headroom() {
        return headroom;
    }

    Instant now() {
        return now;
    }

    /** Lets time pass; plans are made twice a second. */
    Story during(Duration duration) {
        Instant end = now.plus(duration);
        while (now.isBefore(end)) {
            letArrive();
            sendTelemetry();
            pass(Duration.ofMillis(500));
            pass(Duration.ofMillis(500));
        }
        return this;
    }

    /** Moments from {@code from} on, seen from the start. */
    List<Moment> since(Duration from) {
        return moments.stream()
                .filter(moment -> !moment.at().isBefore(START.plus(from)))
                .toList();
    }

    /** Moments of a stretch of time, seen from the start. */
    List<Moment> between(Duration from, Duration to) {
        return since(from).stream()
                .filter(moment -> moment.at().isBefore(START.plus(to)))
                .toList();
    }

    List<Moment> moments() {
        return moments;
    }

    Moment last() {
        return moments.get(moments.size() - 1);
    }

    private void pass(Duration step) {
        Instant next = now.plus(step);
        while (!toCome.isEmpty() && !toCome.peek().at().isAfter(next)) {
            toCome.poll().happens().run();
        }
        now = next;
        if (headroom.reads()) {
            while (!onTheWay.isEmpty() && !onTheWay.peek().at().isAfter(now)) {
                onTheWay.poll().happens().run();
            }
        }
        moments.add(headroom.planAt(now));
        for (Reason reason : last().plan().reasons()) {
            int words = reason.sentence().split(" ").length;
            assertThat(words).as(reason.sentence()).isLessThanOrEqualTo(MOST_WORDS);
        }
    }

    private void letArrive() {
        Duration since = Duration.between(START, now);
        double perSecond = rate.applyAsDouble(since);
        owed += perSecond;
        int arriving = (int) owed;
        owed -= arriving;
        for (int i = 0; i < arriving; i++) {
            Instant arrival = now.plusNanos((long) (1e9 * (i + 0.5) / arriving));
            Duration lasts = endToEnd.apply(Duration.between(START, arrival), random);
            long id = number++;
            happenAt(arrival, () -> arrive(id, arrival, lasts));
        }
    }

    private void arrive(long id, Instant arrival, Duration lasts) {
        if (admissionsTold) {
            byte[] record = Telemetry.admission(id, endsByServers ? arrival.minus(AT_THE_GATEWAY) : arrival);
            send(arrival.plus(ON_THE_WAY), () -> headroom.read(events, record, now));
        }
        if (servers.isEmpty()) {
            // It waits at the gateway until there is a server.
            happenAt(now.plusSeconds(1), () -> arrive(id, arrival, lasts));
            return;
        }
        ModelServer server = servers.get((int) (id % servers.size()));
        server.take();
        happenAt(arrival.plus(lasts), () -> end(id, arrival, server));
    }

    private void end(long id, Instant arrival, ModelServer server) {
        if (!server.end()) {
            // A server that hangs will have a look again.
            happenAt(now.plusSeconds(1), () -> end(id, arrival, server));
            return;
        }
        Instant at = now;
        long batch = Math.floorDiv(at.getEpochSecond(), EVERY_SECONDS) * EVERY_SECONDS + EVERY_SECONDS;
        if (endsTold && servers.indexOf(server) < firstUnseen) {
            boolean byGateway = admissionsTold && !endsByServers;
            byte[] record = byGateway
                    ? Telemetry.completion(id, arrival, at, server.uid())
                    : Telemetry.span(id, arrival, at, server.uid());
            Decoder decoder = byGateway ? events : spans;
            send(Instant.ofEpochSecond(batch).plus(ON_THE_WAY), () -> headroom.read(decoder, record, now));
        }
    }

    private void sendTelemetry() {
        for (int i = 0; i < servers.size(); i++) {
            boolean due = (now.getEpochSecond() + i) % EVERY_SECONDS == 0;
            ModelServer server = servers.get(i);
            if (scraped && due && server.isReachable() && i < firstUnseen) {
                byte[] record = Telemetry.scrape(server, now);
                send(now.plus(ON_THE_WAY), () -> headroom.read(metrics, record, now));
            }
        }
    }

    private void happenAt(Instant at, Runnable happens) {
        toCome.add(new Event(at, number++, happens));
    }

    private void send(Instant arrives, Runnable isRead) {
        onTheWay.add(new Event(arrives, number++, isRead));
    }
}
