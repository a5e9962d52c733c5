// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads which server was scraped. Beside what other telemetry says, too, the address that the Collector called tells the pod's:
 * for a span the same attributes may name a Service, or whoever sent it.
 */
final class ScrapedOrigin {
    /** The host alone. */
    private static final String SERVER_ADDRESS = "server.address";
    /** Host and port; of IPv6 in brackets. */
    private static final String INSTANCE = "service.instance.id";

    private static final Pattern PORT = Pattern.compile(":\\d+$");
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}", Pattern.CASE_INSENSITIVE);
    private static final Pattern V6 = Pattern.compile("(?=(?:[^:]*:){2})[0-9a-fA-F:]+(?:\\d+\\.\\d+\\.\\d+\\.\\d+)?");
    /** An IPv6 address with an IPv4 tail in brackets, and a port; on longer texts the patterns would take for ever. */
    static final int LONGEST = 64;

    /** The Collector's own host, or no host: never a pod's address. */
    private static final Pattern NOBODYS = Pattern.compile("127\\..*|0\\.0\\.0\\.0|[0:]*:[0:]*1?");

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
        Optional<String> ip = Stream.concat(
                        textsOf(SERVER_ADDRESS, attributes),
                        textsOf(INSTANCE, attributes).map(ScrapedOrigin::hostOf))
                .filter(ScrapedOrigin::isAddressOfAPod)
                .findFirst();
        return new Origin(
                origin.namespace(),
                origin.targets(),
                origin.models(),
                new PodReference(pod.uid(), pod.name(), ip, pod.group()));
    }

    private static Stream<String> textsOf(String key, List<KeyValue> attributes) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue());
    }

    /** Without the port, and without brackets. */
    static String hostOf(String instance) {
        if (instance.length() > LONGEST) {
            return instance;
        }
        if (V6.matcher(instance).matches()) {
            return instance;
        }
        String host = PORT.matcher(instance).replaceFirst("");
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether it is a literal address, and not one that every host has. */
    static boolean isAddressOfAPod(String host) {
        if (host.length() > LONGEST) {
            return false;
        }
        boolean literal = V4.matcher(host).matches() || V6.matcher(host).matches();
        return literal && !NOBODYS.matcher(host).matches();
    }
}
