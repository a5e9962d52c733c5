// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.broker.SecureListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of src/docs/kafka.md, tried: TLS and SASL toward a real broker by plain Quarkus settings. */
class SecureKafkaIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void readsFromABrokerThatAsksForTlsAndAUserName() throws Exception {
        SecureListener secure = new SecureListener(keyStore(), "changeit", "headroom", "s3cret");
        FreePorts ports = FreePorts.onLoopback();
        try (EmbeddedKafka broker = EmbeddedKafka.startedWith(secure)) {
            broker.createTopic("llm.spans", 1);
            broker.createTopic("llm.requests", 1);
            try (ServiceProcess service = ServiceProcess.inBackground(
                    Installation.ofThisProcess().serviceJar(),
                    List.of(),
                    serviceProperties(broker, secure, ports),
                    directory.resolve("service.log"))) {
                send(broker);

                await().atMost(SOON)
                        .until(() ->
                                ServiceHttp.sum(metrics(ports), "headroom_records_read_total{topic=\"llm.requests\"}")
                                                .orElse(0)
                                        == 1);
                await().atMost(SOON).until(() -> metrics(ports).contains("headroom_plans_owner 1.0"));
                assertThat(metrics(ports)).contains("headroom_plans_topic_reachable 1.0");
                assertThat(service.alive()).isTrue();
            }
        }
    }

    /** The record is no event: that it was read, and counted as undecodable, is all that matters here. */
    private static void send(EmbeddedKafka broker) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("llm.requests", new byte[] {1, 2, 3}))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private Map<String, String> serviceProperties(EmbeddedKafka broker, SecureListener secure, FreePorts ports) {
        Map<String, String> properties = new HashMap<>();
        properties.put("kafka.bootstrap.servers", broker.secureBootstrapServers());
        properties.put("kafka.security.protocol", "SASL_SSL");
        properties.put("kafka.ssl.truststore.type", "PKCS12");
        properties.put("kafka.ssl.truststore.location", secure.keyStore().toString());
        properties.put("kafka.ssl.truststore.password", secure.keyStorePassword());
        properties.put("kafka.sasl.mechanism", "PLAIN");
        properties.put(
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"headroom\" password=\"s3cret\";");
        properties.put("headroom.policies.directory", directory.toString());
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(ports.http()));
        properties.put("quarkus.grpc.server.host", "127.0.0.1");
        properties.put("quarkus.grpc.server.port", Integer.toString(ports.grpc()));
        return properties;
    }

    private static String metrics(FreePorts ports) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + "/q/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        }
    }

    /** A self-signed certificate for the loopback address; the same file serves as trust store. */
    private Path keyStore() throws IOException, InterruptedException {
        Path file = directory.resolve("broker.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor())
                .as(Files.readString(directory.resolve("keytool.log")))
                .isZero();
        return file;
    }
}
