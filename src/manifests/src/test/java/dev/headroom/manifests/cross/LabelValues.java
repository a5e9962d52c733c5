// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.scaler.cycle.DocumentChange;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.edge.kafka.Refusal;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.validate.Rejection;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Labels whose values are closed sets: an alert about a reason that nothing ever gives would be silent for ever. */
final class LabelValues {
    private static final Pattern MATCHER =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern ALTERNATIVE = Pattern.compile("\\|");

    private static final Map<String, Set<String>> CLOSED = Map.of(
            "reason", words(SkipReason.values(), Rejection.values(), Attributed.Reason.values(), Refusal.values()),
            "code", Stream.of(Status.Code.values()).map(Enum::name).collect(Collectors.toSet()),
            "call",
                    ExternalScalerGrpc.getServiceDescriptor().getMethods().stream()
                            .map(method -> String.valueOf(method.getBareMethodName()))
                            .collect(Collectors.toSet()),
            "kind", Stream.of(DocumentKind.values()).map(DocumentKind::word).collect(Collectors.toSet()),
            "outcome", words(DocumentChange.Outcome.values()),
            "signal", Stream.of(Signal.values()).map(Signal::word).collect(Collectors.toSet()));

    private LabelValues() {}

    /** Values in an expression that no meter ever has. */
    static List<String> faults(String expression, Meters meters) {
        List<String> faults = new ArrayList<>();
        for (Matcher matcher = MATCHER.matcher(expression); matcher.find(); ) {
            String label = matcher.group(1);
            Set<String> known = label.equals("state") ? meters.words() : CLOSED.get(label);
            if (known == null) {
                continue;
            }
            List<String> values = matcher.group(2).endsWith("~")
                    ? ALTERNATIVE.splitAsStream(matcher.group(3)).toList()
                    : List.of(matcher.group(3));
            values.stream()
                    .filter(value -> !value.startsWith("$") && !known.contains(value))
                    .forEach(value -> faults.add("the label " + label + " is never '" + value + "'"));
        }
        return faults;
    }

    private static Set<String> words(Enum<?>[]... kinds) {
        return Stream.of(kinds)
                .flatMap(Stream::of)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
