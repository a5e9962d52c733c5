// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.RequestCompletionHandler;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.ConsumerNetworkClient;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * Bounds a consumer's memory for one record. Kafka's consumer allocates a record's stated size before it reads the record, and it has
 * neither a setting nor an extension point before that. So this class sits between the consumer and its network: a broker's answer to a
 * fetch passes through {@link BoundedAnswer} first. The place is not public. Where a version of Kafka lacks it, {@link #on} throws, so the
 * tests fail and no service reads without a bound.
 */
public final class BoundedFetches {
    private BoundedFetches() {}

    /**
     * Bounds all that is fetched from now on; once is enough.
     *
     * @param consumer of the classic protocol
     * @param mostRecordBytes largest size of a decompressed record, in bytes
     */
    public static void on(Consumer<?, ?> consumer, int mostRecordBytes) {
        try {
            Object delegate = field(KafkaConsumer.class, "delegate").get(consumer);
            Object network = field(ClassicKafkaConsumer.class, "client").get(delegate);
            Field client = field(ConsumerNetworkClient.class, "client");
            KafkaClient inner = (KafkaClient) client.get(network);
            if (!isBounded(inner)) {
                client.set(network, bounded(inner, new BoundedAnswer(mostRecordBytes)));
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "record sizes cannot be limited with this version of kafka-clients, or group.protocol is not 'classic'",
                    e);
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static boolean isBounded(KafkaClient client) {
        return Proxy.isProxyClass(client.getClass()) && Proxy.getInvocationHandler(client) instanceof Between;
    }

    private static KafkaClient bounded(KafkaClient inner, BoundedAnswer answers) {
        return (KafkaClient) Proxy.newProxyInstance(
                BoundedFetches.class.getClassLoader(), new Class<?>[] {KafkaClient.class}, new Between(inner, answers));
    }

    /** A proxy and not a class of its own: it passes on unknown methods, in this version of the interface and in others. */
    private record Between(KafkaClient inner, BoundedAnswer answers) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("send")
                    && arguments[0] instanceof ClientRequest request
                    && request.apiKey() == ApiKeys.FETCH) {
                arguments[0] = withBoundedAnswer(request);
            }
            try {
                return method.invoke(inner, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private ClientRequest withBoundedAnswer(ClientRequest request) {
            RequestCompletionHandler then = request.callback();
            return new ClientRequest(
                    request.destination(),
                    request.requestBuilder(),
                    request.correlationId(),
                    request.makeHeader(request.requestBuilder().latestAllowedVersion())
                            .clientId(),
                    request.createdTimeMs(),
                    request.expectResponse(),
                    request.requestTimeoutMs(),
                    answer -> then.onComplete(bounded(answer)));
        }

        private ClientResponse bounded(ClientResponse answer) {
            if (answer.responseBody() instanceof FetchResponse fetched) {
                answers.bound(fetched.data());
            }
            return answer;
        }
    }
}
