// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads which server was scraped. Beyond the attributes of other telemetry, the address that the Collector called identifies the pod. For a
 * span the same attributes may name a Service, or the sender.
 */
final class ScrapedOrigin {
    /** The host alone. */
    private static final String SERVER_ADDRESS = "server.address";
    /** Host and port; of IPv6 in brackets. */
    private static final String INSTANCE = "service.instance.id";

    private ScrapedOrigin() {}

    static Origin originOf(List<KeyValue> attributes) {
        if (attributes.isEmpty()) {
            return Origin.UNKNOWN;
        }
        Origin origin = OriginAttributes.originOf(attributes);
        PodReference pod = origin.pod();
        if (pod.ip().isPresent()) {
            return origin;
        }
        Optional<String> ip = Stream.concat(textsOf(SERVER_ADDRESS, attributes), textsOf(INSTANCE, attributes))
                .flatMap(host -> PodAddress.in(host).stream())
                .findFirst();
        return new Origin(
                origin.namespace(),
                origin.targets(),
                origin.models(),
                new PodReference(pod.uid(), pod.name(), ip, pod.group()));
    }

    /** All names of attributes that are read beside those of {@link OriginAttributes}. */
    static Set<String> names() {
        return Set.of(SERVER_ADDRESS, INSTANCE);
    }

    private static Stream<String> textsOf(String key, List<KeyValue> attributes) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue());
    }
}
