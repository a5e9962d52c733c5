// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.lab.clock.VirtualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of the service beside a real broker: they answer alike, and what one knew the other goes on from. */
class TwoReplicasIT {
    private static final double SPEED = 15;

    /** Ten virtual minutes of traffic; the clock is fixed before the service starts. */
    private static final Duration CLOCK_LASTS = Duration.ofMinutes(2);

    private static final double UP_FROM = 60;
    private static final double UP_UNTIL = 210;
    private static final double SETTLED = 300;
    private static final double AGAIN_FROM = 500;
    private static final double AGAIN_UNTIL = 505;

    /** The interval of a rate is a minute, so by then the whole rise shows. */
    private static final double END = 680;

    /** At 8 in flight per replica and 2 s each a replica carries 4 requests/s: 18 need 4.5, 46 need 11.5, 80 need 20. */
    private static final double QUIET = 18;

    private static final double BUSY = 46;
    /** There within seconds, so that the plan rises by many steps one after the other. */
    private static final double BUSIEST = 80;

    private static final int PEAK = 12;

    private static final int LEAST_AT_THE_END = 20;

    @TempDir
    Path directory;

    private final List<RunningService> started = new ArrayList<>();

    @AfterEach
    void closeServices() {
        started.forEach(RunningService::close);
    }

    @Test
    void answerAlikeThroughAPeakAndTheLossOfTheOwnerAndComeBackFromTheTopic() throws Exception {
        writePolicy();
        VirtualClock clock = new VirtualClock(Instant.now().plus(CLOCK_LASTS), SPEED);
        try (EmbeddedKafka broker = EmbeddedKafka.started()) {
            broker.createTopic("llm.spans", 1);
            broker.createTopic("llm.metrics", 1);
            broker.createTopic("llm.requests", 1);
            String held;
            List<RunningService> pair = List.of(onVirtualTime(broker, clock), onVirtualTime(broker, clock));
            pair.forEach(TwoReplicasIT::awaitReady);
            try (VirtualTraffic traffic =
                            new VirtualTraffic(broker.bootstrapServers(), clock, TwoReplicasIT::perSecond);
                    AnswerSamples samples = new AnswerSamples(pair)) {
                pair.forEach(TwoReplicasIT::awaitNumber);
                eventually(() -> pair.get(0).answer().equals(pair.get(1).answer()));
                samples.forget();
                RunningService survivor = loseTheOwner(pair, samples, traffic);
                RunningService newcomer = onVirtualTime(broker, clock);
                awaitReady(newcomer);
                awaitNumber(newcomer);
                samples.add(newcomer);
                eventually(() -> traffic.seconds() >= END);
                assertAlike("after the loss", samples);
                held = survivor.answer();
                assertThat(Integer.parseInt(held)).as("the new owner plans").isGreaterThanOrEqualTo(LEAST_AT_THE_END);
            }
            comeBackFromTheTopic(broker, held);
        }
    }

    /** In the middle of the peak, where the plan stays the same; answers the replica that is left. */
    private RunningService loseTheOwner(List<RunningService> pair, AnswerSamples samples, VirtualTraffic traffic)
            throws InterruptedException {
        eventually(() -> traffic.seconds() > SETTLED);
        assertAlike("before the loss", samples);
        RunningService owner =
                pair.stream().filter(RunningService::plansForAll).findFirst().orElseThrow();
        RunningService other = pair.get(1 - pair.indexOf(owner));
        assertThat(other.plansForAll()).as("both plan for all").isFalse();

        samples.remove(owner);
        samples.forget();
        long writtenBefore = other.meter("headroom_plans_written_total").orElse(0);
        long killedNanos = System.nanoTime();
        owner.kill();
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .until(() -> other.plansForAll()
                        && other.meter("headroom_plans_written_total").orElse(0) > writtenBefore);
        Duration took = Duration.ofNanos(System.nanoTime() - killedNanos);

        System.out.println("taken over after " + took.toMillis() + " ms, answers meanwhile " + samples.answers());
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        eventually(() -> traffic.seconds() > AGAIN_FROM);
        assertThat(samples.answers())
                .as("no answer that is none, and none below what the peak needs")
                .allMatch(TwoReplicasIT::carriesThePeak);
        samples.forget();
        return other;
    }

    /** Nothing of the telemetry is read again, so what is held can come from the topic alone. */
    private void comeBackFromTheTopic(EmbeddedKafka broker, String held) throws InterruptedException {
        broker.stop();
        closeServices();
        started.clear();
        Map<String, String> settings =
                Map.of("headroom.feed.catch-up-deadline", "PT3S", "headroom.feed.replay", "PT1S");
        List<RunningService> pair = List.of(serviceAt(broker, settings), serviceAt(broker, settings));
        pair.forEach(TwoReplicasIT::awaitReady);
        try (AnswerSamples samples = new AnswerSamples(pair)) {
            eventually(() -> samples.count() > 50);
            assertThat(samples.answers()).as("with nothing to hold").containsExactly("UNAVAILABLE");

            broker.start();

            eventually(() -> pair.stream().allMatch(replica -> replica.answer().equals(held)));
            samples.forget();
            eventually(() -> samples.count() > 50);
            assertThat(samples.answers()).as("as planned before the outage").containsExactly(held);
        }
    }

    private static void assertAlike(String when, AnswerSamples samples) {
        String summary = when + ": " + samples.summary();
        System.out.println(summary);
        assertThat(samples.count()).isGreaterThan(50);
        // A step up is taken at once, by as many as it takes: for a moment they may differ by all of it.
        assertThat(samples.longestDifference()).as(summary).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    private static double perSecond(double seconds) {
        double up = Math.min(1, Math.max(0, (seconds - UP_FROM) / (UP_UNTIL - UP_FROM)));
        double again = Math.min(1, Math.max(0, (seconds - AGAIN_FROM) / (AGAIN_UNTIL - AGAIN_FROM)));
        return QUIET + (BUSY - QUIET) * up + (BUSIEST - BUSY) * again;
    }

    private RunningService onVirtualTime(EmbeddedKafka broker, VirtualClock clock) {
        return serviceAt(
                broker,
                Map.of(
                        "headroom.clock.speed", Double.toString(clock.speed()),
                        "headroom.clock.joins-real-time-at",
                                clock.joinsRealTimeAt().toString(),
                        "headroom.plan.every", "PT0.2S",
                        "headroom.feed.probe-every", "PT0.3S",
                        "headroom.feed.export-delay", "PT1S",
                        // The ten seconds that a takeover may last are 150 s here.
                        "headroom.plan.stale-after", "PT10M"));
    }

    private RunningService serviceAt(EmbeddedKafka broker, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        RunningService service = new RunningService(directory, FreePorts.onLoopback(), settings);
        started.add(service);
        return service;
    }

    private static void awaitReady(RunningService service) {
        eventually(() -> service.readiness().equals("UP"));
    }

    private static boolean carriesThePeak(String answer) {
        return answer.matches("\\d+") && Integer.parseInt(answer) >= PEAK - 3;
    }

    private static void awaitNumber(RunningService service) {
        eventually(() -> service.answer().matches("\\d+"));
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private void writePolicy() throws IOException {
        ChatPolicy.write(directory, """
                concurrency: { perReplica: 8 }
                replicas: { min: 1, max: 40, whenDark: hold }
                posture: lean
                """);
    }
}
