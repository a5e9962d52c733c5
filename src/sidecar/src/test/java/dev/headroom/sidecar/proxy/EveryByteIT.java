// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.BrokerForTests;
import dev.headroom.broker.KafkaBroker;
import dev.headroom.sidecar.observe.RequestEvent;
import dev.headroom.sidecar.publish.PublisherUnderTest;
import dev.headroom.sidecar.wire.ScriptedServer;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.validate.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The same with a broker, which is there or is away for a while: it gets every event, in order, as Headroom's own reader takes it. */
class EveryByteIT {
    private static final int EXCHANGES = 1_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void theBrokerGetsWhatIsSeenWhileItIsThere() throws Exception {
        exchange(broker -> {}, broker -> {});
    }

    @Test
    void theBrokerGetsWhatWasSeenWhileItWasAway() throws Exception {
        exchange(KafkaBroker::stop, KafkaBroker::start);
    }

    private static void exchange(Consumer<KafkaBroker> before, Consumer<KafkaBroker> after) throws Exception {
        long seed = Long.getLong("headroom.test.seed", System.nanoTime());
        System.out.println("EveryByteIT seed " + seed);
        try (KafkaBroker broker = BrokerForTests.start();
                ScriptedServer server = new ScriptedServer(seed)) {
            broker.createTopic(PublisherUnderTest.TOPIC, 1);
            try (PublisherUnderTest publisher = new PublisherUnderTest(broker.bootstrapServers(), 10_000, true);
                    ProxyUnderTest proxy = new ProxyUnderTest(ProxyUnderTest.before(server.port()), publisher)) {
                ScriptedRun run = new ScriptedRun(server, proxy.port(), seed, EXCHANGES);

                before.accept(broker);
                run.run(seed);
                await().atMost(SOON).untilAsserted(() -> run.judge(proxy::eventsOf));
                after.accept(broker);
                await().atMost(SOON)
                        .until(() ->
                                publisher.publishedSoFar() == proxy.events().size());

                assertThat(publisher.lostSoFar()).isZero();
                compare(proxy.events(), records(broker, proxy.events().size()));
            }
        }
    }

    private static void compare(List<RequestEvent> events, List<ConsumerRecord<byte[], byte[]>> records) {
        NativeEventDecoder decoder = new NativeEventDecoder();
        Validator validator = new Validator(ValidationSettings.DEFAULTS);
        for (int i = 0; i < events.size(); i++) {
            RequestEvent event = events.get(i);
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("llm/Deployment/llm");
            Decoded decoded = decoder.decode(record.value());
            assertThat(decoded.observations()).hasSize(1);
            RequestObservation read = decoded.observations().get(0);
            assertThat(read.phase().name()).isEqualTo(event.phase().name());
            assertThat(read.observer()).isEqualTo(Observer.SERVER);
            assertThat(read.arrival().toEpochMilli())
                    .isEqualTo(event.times().arrival().toEpochMilli());
            assertThat(read.tokens().input()).isEqualTo(event.tokens().input());
            assertThat(read.tokens().output()).isEqualTo(event.tokens().output());
            assertThat(read.tokens().cachedInput()).isEqualTo(event.tokens().cached());
            assertThat(read.tokens().sequences()).isEqualTo(event.asked().sequences());
            assertThat(read.timings().timeToFirstToken().isPresent())
                    .isEqualTo(event.times().firstToken().isPresent());
            assertThat(read.origin().pod().uid()).contains("uid-0");
            assertThat(validator.judge(read, Instant.now())).isInstanceOf(Verdict.Accepted.class);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(KafkaBroker broker, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(PublisherUnderTest.TOPIC, 0)));
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }
}
