// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wiring;

import dev.headroom.broker.BrokerForTests;
import dev.headroom.broker.KafkaBroker;
import dev.headroom.sidecar.wire.Message;
import dev.headroom.sidecar.wire.PlainServer;
import dev.headroom.sidecar.wire.Talk;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A broker, and a model server that streams two words. */
public class BrokerAndServer implements QuarkusTestResourceLifecycleManager {
    static final String TOPIC = "it.requests";

    private @Nullable KafkaBroker broker;
    private @Nullable PlainServer server;

    @Override
    public Map<String, String> start() {
        KafkaBroker started = BrokerForTests.start();
        started.createTopic(TOPIC, 1);
        broker = started;
        PlainServer listening = listening();
        server = listening;
        return Map.of(
                "kafka.bootstrap.servers", started.bootstrapServers(),
                "headroom.sidecar.upstream.url", "http://127.0.0.1:" + listening.port(),
                "headroom.sidecar.listen.port", "0",
                "headroom.sidecar.listen.host", "127.0.0.1",
                "headroom.sidecar.telemetry.topic", TOPIC,
                "headroom.sidecar.target.namespace", "llm",
                "headroom.sidecar.target.name", "llama",
                "headroom.sidecar.pod.uid", "uid-1",
                "quarkus.management.test-port", "0");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static PlainServer listening() {
        try {
            return new PlainServer(0, BrokerAndServer::answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void answer(Socket socket) throws IOException {
        Talk talk = new Talk(socket);
        for (Optional<Message> head = talk.head(); head.isPresent(); head = talk.head()) {
            talk.hear(Integer.parseInt(
                    Message.value(head.get().fields(), "content-length").orElse("0")));
            talk.say("HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n")
                    .chunk("data: {\"choices\":[{\"text\":\"two\"}]}\n\n")
                    .chunk(
                            "data: {\"choices\":[{\"text\":\"words\",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n")
                    .say("0\n\n");
        }
    }
}
