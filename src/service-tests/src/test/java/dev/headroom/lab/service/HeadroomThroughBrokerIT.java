// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.fleet.Site;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.HeadroomOptions;
import dev.headroom.lab.headroom.HeadroomPolicy;
import dev.headroom.lab.headroom.PlannerDocuments;
import dev.headroom.lab.headroom.ProducedRecord;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShapes;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulator's short cut without a broker is the service's path: the same bytes, at the same virtual times, through a real broker
 * and the real service's process make the same plans. The service sees no cluster here, so replicas are known to it from telemetry.
 */
class HeadroomThroughBrokerIT {
    private static final double SPEED = 15;
    private static final Duration CLOCK_LASTS = Duration.ofMinutes(2);
    /** Real time in which the episode is computed before the first of its records is due. */
    private static final Duration COMPUTING = Duration.ofSeconds(10);

    private static final int EPISODE_SECONDS = 480;
    /** Before it, the one that sees the cluster keeps the replicas that run while the other must make up its mind. */
    private static final int COMPARED_FROM = 120;
    /** A round of planning, a poll and a glance, at this speed. */
    private static final int SLACK_SECONDS = 15;

    private static final Promise PROMISE = new Promise(0.8, 0.030, 20);
    private static final EngineModel ENGINE =
            EngineModel.plain("h100-llama-8b", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2048, 400_000));
    private static final String POLICY = """
            apiVersion: headroom.dev/v1
            workload: { scaleTarget: { kind: Deployment, name: chat } }
            objectives:
              - { signal: ttft, percentile: 99, atMost: 800ms }
              - { signal: itl,  percentile: 99, atMost: 30ms }
              - { signal: e2e,  percentile: 99, atMost: 20s }
            profile: belief
            replicas: { min: 1, max: 12, whenDark: hold }
            """;

    @TempDir
    Path directory;

    private final List<ProducedRecord> records = new ArrayList<>();
    private final List<Integer> plans = new ArrayList<>();

    private record Sample(double seconds, int answer) {}

    @Test
    void theSameBytesThroughABrokerMakeTheSamePlans() throws Exception {
        String profile = Belief.MEASURED
                .profileOf(ENGINE, new SetUp.TrainingWindow(20, 90, 640, 180), 1)
                .orElseThrow();
        write("slo-policies/llm/chat.yaml", POLICY);
        write("serving-profiles/llm/belief.yaml", profile);
        VirtualClock clock = new VirtualClock(Instant.now().plus(CLOCK_LASTS), SPEED);
        try (EmbeddedKafka broker = EmbeddedKafka.started()) {
            for (ProducedRecord.Topic topic : ProducedRecord.Topic.values()) {
                broker.createTopic(topic.word(), 1);
            }
            try (RunningService service =
                    new RunningService(directory, FreePorts.onLoopback(), settings(broker, clock))) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> service.readiness().equals("UP"));
                Instant start = clock.virtualAt(Instant.now().plus(COMPUTING));
                play(profile, start);

                List<Sample> samples = send(broker, service, clock, start);

                assertAlike(samples);
            }
        }
    }

    /** The whole episode on virtual time, with the records it made and what it planned at each second. */
    private void play(String profile, Instant start) {
        PlannerDocuments documents =
                PlannerDocuments.read(new DocumentName("llm", "chat"), POLICY, Optional.of(profile));
        HeadroomPolicy policy = new HeadroomPolicy(
                documents, HeadroomOptions.defaults(1).withoutPods().startingAt(start), records::add);
        Site site = new Site(
                new DrawnArrivals(
                        RateShapes.eveningPeak(20, 4.5, EPISODE_SECONDS),
                        LengthShapes.CHAT,
                        1,
                        EPISODE_SECONDS,
                        new SplittableRandom(3)),
                new PodTemplate("llm", "chat", ENGINE, LeadTimeProfile.even(30, 40, 0.1)),
                PROMISE,
                policy::ended,
                new SplittableRandom(7));
        site.fleet().startWith(2);
        for (int second = 1; second <= EPISODE_SECONDS; second++) {
            site.advanceTo(second);
            policy.advanceTo(second, site.fleet()).ifPresent(site.fleet()::scaleTo);
            plans.add(policy.newestPlan()
                    .map(plan -> plan.answer().fold(Answer.Replicas::count, unavailable -> -1))
                    .orElse(-1));
        }
    }

    /** Each record at its virtual time; meanwhile the service is asked as KEDA asks it. */
    private List<Sample> send(EmbeddedKafka broker, RunningService service, VirtualClock clock, Instant start) {
        List<Sample> samples = new ArrayList<>();
        Deque<ProducedRecord> left = new ArrayDeque<>(records);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(CLOCK_LASTS.multipliedBy(2))
                    .until(() -> {
                        double now = secondsSince(start, clock);
                        while (!left.isEmpty() && left.getFirst().writtenAt() <= now) {
                            var unused = producer.send(inKafka(left.removeFirst(), start));
                        }
                        String answer = service.answer();
                        samples.add(new Sample(now, answer.matches("\\d+") ? Integer.parseInt(answer) : -1));
                        return now >= EPISODE_SECONDS;
                    });
        }
        return samples;
    }

    private static ProducerRecord<byte[], byte[]> inKafka(ProducedRecord record, Instant start) {
        long unixMillis = start.plus(VirtualClock.ofSeconds(record.writtenAt())).toEpochMilli();
        return new ProducerRecord<>(record.topic().word(), null, unixMillis, null, record.value());
    }

    private void assertAlike(List<Sample> samples) {
        List<Sample> compared = samples.stream()
                .filter(sample -> sample.seconds() > COMPARED_FROM && sample.seconds() < EPISODE_SECONDS)
                .toList();
        long equal = compared.stream().filter(sample -> distance(sample) == 0).count();
        System.out.printf(
                "%d records, %d answers compared, %d equal to a plan of the %d s before; plans from %d to %d%n",
                records.size(),
                compared.size(),
                equal,
                SLACK_SECONDS,
                plans.stream()
                        .mapToInt(Integer::intValue)
                        .filter(plan -> plan >= 0)
                        .min()
                        .orElse(-1),
                plans.stream().mapToInt(Integer::intValue).max().orElse(-1));
        assertThat(compared).hasSizeGreaterThan(100);
        assertThat(plans.stream().distinct().count()).as("plans that differ").isGreaterThan(3);
        // The two plan at moments of their own, and the answer holds the largest need of a quarter of an hour: a peak
        // that only one of them looked at keeps it a replica above the other for that long. More than one apart are
        // few, for moments.
        List<String> apart = compared.stream()
                .filter(sample -> distance(sample) > 1)
                .map(sample -> sample + ", planned " + plans.get((int) sample.seconds()))
                .toList();
        assertThat(apart).as("more than one apart").hasSizeLessThan(compared.size() * 3 / 100);
        assertThat(compared.stream().mapToInt(Sample::answer).max().orElseThrow())
                .as("largest answer")
                .isCloseTo(plans.stream().mapToInt(Integer::intValue).max().orElseThrow(), within(1));
    }

    /** To the nearest of the plans that may be newest at the service. */
    private int distance(Sample sample) {
        int last = Math.min(plans.size() - 1, (int) sample.seconds() + 1);
        int first = Math.max(0, last - SLACK_SECONDS);
        return plans.subList(first, last + 1).stream()
                .mapToInt(plan -> Math.abs(plan - sample.answer()))
                .min()
                .orElseThrow();
    }

    private static double secondsSince(Instant start, VirtualClock clock) {
        return VirtualClock.toSeconds(Duration.between(start, clock.virtualAt(Instant.now())));
    }

    private static Map<String, String> settings(EmbeddedKafka broker, VirtualClock clock) {
        return Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "headroom.clock.speed", Double.toString(clock.speed()),
                "headroom.clock.joins-real-time-at", clock.joinsRealTimeAt().toString(),
                "headroom.plan.every", "PT0.1S",
                "headroom.feed.probe-every", "PT0.3S",
                "headroom.plan.stale-after", "PT10M",
                "headroom.plans.mode", "memory");
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
