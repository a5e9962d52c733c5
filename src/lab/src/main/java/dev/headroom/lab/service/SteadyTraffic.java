// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Requests at even distances that take 2 s each and are told of when they end, from so long ago until closed. */
public final class SteadyTraffic implements AutoCloseable {
    private static final Duration LASTS = Duration.ofSeconds(2);
    private static final Place CHAT = new Place("chat", 2);
    private static final long TICK_MILLIS = 20;
    /** What is said while the broker is away is kept for so long: longer than any fault of it lasts. */
    private static final int KEPT_MILLIS = 300_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Load load;
    private final Place place;
    private final Instant begin;
    private final long gapNanos;
    private final ShownServers servers;
    private final AtomicLong ended = new AtomicLong();
    private long admitted;
    private volatile int copiedOneIn;

    /**
     * What comes.
     *
     * @param perSecond requests that arrive a second
     * @param past how long they have been arriving
     * @param admissions whether requests are told of when they arrive, too
     * @param servers that take requests in turn, tell of them themselves and are scraped; 0 for a gateway that tells of all
     * @param clock what time it is
     */
    public record Load(double perSecond, Duration past, boolean admissions, int servers, InstantSource clock) {}

    /**
     * Whose requests, and where they are told of.
     *
     * @param deployment in namespace llm
     * @param partitions of topic llm.requests
     */
    public record Place(String deployment, int partitions) {}

    /** A gateway's, in real time, that tells of ends only. Tells of the past at once, and then of what comes. */
    public SteadyTraffic(String bootstrapServers, double perSecond, Duration past) {
        this(bootstrapServers, perSecond, past, false);
    }

    /** The same, of arrivals too where they are wanted. */
    public SteadyTraffic(String bootstrapServers, double perSecond, Duration past, boolean admissions) {
        this(bootstrapServers, new Load(perSecond, past, admissions, 0, Clock.systemUTC()));
    }

    /** The same, to one Deployment of namespace llm. */
    public SteadyTraffic(String bootstrapServers, double perSecond, Duration past, boolean admissions, Place place) {
        this(bootstrapServers, new Load(perSecond, past, admissions, 0, Clock.systemUTC()), place);
    }

    /** Tells of the past at once, and then of what comes. */
    public SteadyTraffic(String bootstrapServers, Load load) {
        this(bootstrapServers, load, CHAT);
    }

    private SteadyTraffic(String bootstrapServers, Load load, Place place) {
        this.place = place;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        KEPT_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.load = load;
        this.begin = load.clock().instant().minus(load.past());
        this.gapNanos = Math.round(1e9 / load.perSecond());
        this.servers = new ShownServers(begin, load.servers());
        tell();
        producer.flush();
        var unused = timer.scheduleAtFixedRate(this::tell, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Requests that were told of. */
    public long told() {
        return ended.get();
    }

    /** From now on nobody hears anything of a server: neither events nor scrapes. It goes on serving. */
    public void silence(int server) {
        servers.silence(server);
    }

    /** From now on a server's scrapes show what they showed last, and no events come of it. It goes on serving. */
    public void freeze(int server) {
        servers.freeze(server);
    }

    /** From now on every so many-th event is sent twice; 0 for none. */
    public void copyOneIn(int events) {
        copiedOneIn = events;
    }

    /** From now on all is told, once. */
    public void heal() {
        servers.heal();
        copiedOneIn = 0;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }

    private void tell() {
        Instant now = load.clock().instant();
        while (!arrivalOf(ended.get()).plus(LASTS).isAfter(now)
                || !arrivalOf(admitted).isAfter(now)) {
            Instant end = arrivalOf(ended.get()).plus(LASTS);
            Instant arrival = arrivalOf(admitted);
            boolean ends = !end.isAfter(arrival);
            scrape(ends ? end : arrival);
            if (ends) {
                end(ended.get());
                ended.incrementAndGet();
            } else {
                if (load.admissions()) {
                    send(admitted, arrival, request(admitted).setPhase(Phase.ADMITTED));
                }
                servers.arrived(admitted);
                admitted++;
            }
        }
    }

    private Instant arrivalOf(long number) {
        return begin.plusNanos(number * gapNanos);
    }

    private void end(long number) {
        Instant end = arrivalOf(number).plus(LASTS);
        servers.ended(number);
        send(
                number,
                end,
                request(number)
                        .setPhase(Phase.COMPLETED)
                        .setOutputTokens(200)
                        .setE2ES(VirtualClock.toSeconds(LASTS))
                        .setTtftS(0.2));
    }

    private RequestTelemetry.Builder request(long number) {
        RequestTelemetry.Builder request = RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setRequestId("request-" + begin.toEpochMilli() + "-" + number)
                .setTarget(Target.newBuilder()
                        .setNamespace("llm")
                        .setKind("Deployment")
                        .setName(place.deployment()))
                .setModel("llama")
                .setObserver(Observer.GATEWAY)
                .setArrivalTimeMs(arrivalOf(number).toEpochMilli())
                .setInputTokens(700);
        return load.servers() == 0
                ? request
                : request.setObserver(Observer.SERVER)
                        .setPodUid(servers.of(number).uid());
    }

    private void scrape(Instant at) {
        servers.scraped(at)
                .ifPresent(batch -> send(new ProducerRecord<>("llm.metrics", null, at.toEpochMilli(), null, batch)));
    }

    private void send(long number, Instant at, RequestTelemetry.Builder event) {
        if (servers.tellOf(number)) {
            byte[] value = event.setEventTimeMs(at.toEpochMilli()).build().toByteArray();
            int copies = copiedOneIn > 0 && number % copiedOneIn == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                send(new ProducerRecord<>(
                        "llm.requests", (int) (number % place.partitions()), at.toEpochMilli(), null, value));
            }
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }
}
