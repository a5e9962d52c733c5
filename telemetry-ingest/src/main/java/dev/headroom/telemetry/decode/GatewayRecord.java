// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.ByteString;
import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.TokenCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Common parts of the records of gateways. A gateway knows the server's address at best. The server's scale target comes from attributes
 * that the gateway's configuration adds: {@code llm.scale_target} and {@code llm.namespace}. A {@code k8s.namespace.name} counts as the
 * server's, too, unless a {@code k8s.pod.name} is beside it: Envoy Gateway writes both, of its own pod, into every entry.
 */
final class GatewayRecord {
    /** Common names of values in decoders of gateways' records. */
    static final String REQUEST_ID = "request_id";

    static final String INPUT_TOKENS = "input_tokens";
    static final String CACHED_INPUT_TOKENS = "cached_input_tokens";
    static final String OUTPUT_TOKENS = "output_tokens";

    static final String SCALE_TARGET = OriginAttributes.SCALE_TARGET;
    static final String NAMESPACE = "llm.namespace";
    static final String KUBERNETES_NAMESPACE = OriginAttributes.NAMESPACE;
    static final String WRITERS_POD = "k8s.pod.name";

    private static final int OK = 200;
    private static final int REDIRECTED = 300;

    private GatewayRecord() {}

    /**
     * The id of an event. The upper half depends on the request alone, so its admission and its end match even where they were logged with
     * different starts. So does the lower half of an admission, because a gateway may report it twice. It does so when the request came,
     * and each time that it was sent on.
     *
     * @param start when the request came; with the server, distinguishes requests with the same id from a client
     */
    static EventId idOf(String requestId, Phase phase, Instant start, Optional<String> server) {
        RequestHash hash = new RequestHash().with(ByteString.copyFromUtf8(requestId));
        long request = hash.toEventId().high();
        if (phase.isTerminal()) {
            hash.with(start.toEpochMilli()).with(ByteString.copyFromUtf8(server.orElse("")));
        }
        return new EventId(request, hash.toEventId().low()).inPhase(phase);
    }

    static Origin originOf(NamedValues values, List<String> models, Optional<String> podAddress) {
        return new Origin(
                namespaceIn(values),
                values.text(SCALE_TARGET).flatMap(OriginAttributes::statedTarget).stream()
                        .toList(),
                models,
                new PodReference(Optional.empty(), Optional.empty(), podAddress, Optional.empty()));
    }

    private static Optional<String> namespaceIn(NamedValues values) {
        return values.hasAny(WRITERS_POD) ? values.text(NAMESPACE) : values.text(NAMESPACE, KUBERNETES_NAMESPACE);
    }

    static TokenCounts tokensOf(NamedValues values) {
        OptionalInt input = values.count(INPUT_TOKENS);
        // No prompt has no tokens: a gateway that did not learn the number writes 0.
        return input.orElse(0) == 0
                ? new TokenCounts(OptionalInt.empty(), OptionalInt.empty(), values.count(OUTPUT_TOKENS))
                : new TokenCounts(input, values.count(CACHED_INPUT_TOKENS), values.count(OUTPUT_TOKENS));
    }

    /** A refused client did not get an answer, whatever the cause. */
    static Phase phaseOfStatus(int status) {
        return status >= OK && status < REDIRECTED ? Phase.COMPLETED : Phase.FAILED;
    }
}
