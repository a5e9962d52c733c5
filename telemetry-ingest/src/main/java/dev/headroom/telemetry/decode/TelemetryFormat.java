// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A format in which telemetry comes, with all that is particular to it. {@link TelemetryFormats} holds those that the service reads.
 *
 * @param name its name in settings, {@code headroom.topics.NAME}: words in small letters with dashes between
 * @param topics read by default; none for a format that is read only where a setting names its topics
 * @param asUsual reads records that do not say in what encoding they are
 * @param asJson reads those of a topic that holds JSON
 */
public record TelemetryFormat(String name, List<String> topics, Decoder asUsual, Decoder asJson) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*");

    /** Checks the name. */
    public TelemetryFormat {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a format's name must be words in small letters with dashes between, was '" + name + "'");
        }
        topics = List.copyOf(topics);
        Objects.requireNonNull(asUsual);
        Objects.requireNonNull(asJson);
    }

    /** Protobuf as a rule; JSON where a record or its topic's setting says so. */
    static TelemetryFormat inProtobufOrJson(String name, Decoder protobuf, Decoder json) {
        return new TelemetryFormat(
                name,
                List.of(),
                ByDeclaredFormat.protobufOrJson(protobuf, json, false),
                ByDeclaredFormat.protobufOrJson(protobuf, json, true));
    }

    /** The same, and CloudEvents where a record says so. */
    static TelemetryFormat inProtobufOrJson(String name, Decoder protobuf, Decoder json, Decoder cloudEvents) {
        return new TelemetryFormat(
                name,
                List.of(),
                ByDeclaredFormat.protobufOrJson(protobuf, json, false, cloudEvents),
                ByDeclaredFormat.protobufOrJson(protobuf, json, true, cloudEvents));
    }

    /** Always JSON. */
    public static TelemetryFormat inJson(String name, Decoder json) {
        return new TelemetryFormat(name, List.of(), json, json);
    }

    /** The same, read from these topics unless a setting names others. */
    public TelemetryFormat from(String... defaults) {
        return new TelemetryFormat(name, List.of(defaults), asUsual, asJson);
    }

    /** Reads a topic of it, whose records are JSON where they do not say otherwise, or are not. */
    public Decoder decoder(boolean isJson) {
        return isJson ? asJson : asUsual;
    }
}
