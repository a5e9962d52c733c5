// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service is killed and started again while 40 requests/s come; a quarter of an hour of them lies in two partitions. */
@Tag("long")
class RestartUnderTrafficIT {
    private static final double PER_SECOND = 40;
    private static final Duration PAST = Duration.ofMinutes(15);
    private static final Duration AT_FIRST = Duration.ofSeconds(5);
    /** A restart once read too much for 10 to 20 s. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(12);

    @TempDir
    Path directory;

    /** What was seen of it every 50 ms. */
    private record Seen(List<Double> demands, Set<String> answers) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsTheDemandRightlyFromTheFirstAnswer(boolean admissions) throws Exception {
        writePolicy();
        try (EmbeddedKafka broker = EmbeddedKafka.started()) {
            broker.createTopic("llm.requests", 2);
            broker.createTopic("llm.spans", 1);
            broker.createTopic("llm.metrics", 1);
            try (SteadyTraffic traffic = new SteadyTraffic(broker.bootstrapServers(), PER_SECOND, PAST, admissions)) {
                RunningService first = startedAt(broker);
                Seen atFirst = watch(first, AT_FIRST);
                first.kill();
                RunningService second = startedAt(broker);
                Seen afterwards = watch(second, AFTERWARDS);
                second.kill();
                System.out.println(traffic.told() + " requests; demands " + atFirst.demands() + ", "
                        + afterwards.demands() + "; answers " + atFirst.answers() + ", " + afterwards.answers());

                assertThat(atFirst.demands()).isNotEmpty().allSatisfy(RestartUnderTrafficIT::isRight);
                assertThat(afterwards.demands()).isNotEmpty().allSatisfy(RestartUnderTrafficIT::isRight);
                assertThat(afterwards.answers()).isSubsetOf(atFirst.answers()).hasSize(1);
            }
        }
    }

    private static void isRight(double demand) {
        assertThat(demand).isBetween(0.95 * PER_SECOND, 1.05 * PER_SECOND);
    }

    private static Seen watch(RunningService service, Duration watched) {
        Seen seen = new Seen(new ArrayList<>(), new HashSet<>());
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    look(service, seen);
                    return !seen.demands().isEmpty() && service.readiness().equals("UP");
                });
        await().during(watched).atMost(watched.multipliedBy(2)).until(() -> {
            look(service, seen);
            return true;
        });
        return seen;
    }

    /** Each different one once; what is not known is none. */
    private static void look(RunningService service, Seen seen) {
        JsonNode demand = service.workload("llm/chat").path("basis").path("requestsPerSecond");
        if (demand.isNumber() && !seen.demands().contains(demand.asDouble())) {
            seen.demands().add(demand.asDouble());
        }
        String answer = service.answer();
        if (answer.matches("\\d+")) {
            seen.answers().add(answer);
        }
    }

    private RunningService startedAt(EmbeddedKafka broker) {
        return new RunningService(
                directory, FreePorts.onLoopback(), Map.of("kafka.bootstrap.servers", broker.bootstrapServers()));
    }

    private void writePolicy() throws IOException {
        ChatPolicy.write(directory, """
                objectives:
                  - { signal: e2e, percentile: 95, atMost: 20s }
                concurrency: { perReplica: 8 }
                replicas: { min: 1, max: 40, whenDark: hold }
                """);
    }
}
