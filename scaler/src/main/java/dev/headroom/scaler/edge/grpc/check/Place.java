// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the service is.
 *
 * @param host the name that users write in {@code scalerAddress}; all replicas have addresses under it
 * @param httpPort of health and metrics
 * @param grpcPort of KEDA's calls
 * @param replicas that must be there
 * @param security of the gRPC port
 * @param authority PEM of the authority of its certificate; empty: the chain is not checked
 */
record Place(String host, int httpPort, int grpcPort, int replicas, Security security, Optional<Path> authority) {
    /** Of the gRPC port. */
    enum Security {
        PLAIN,
        TLS,
        /** Answers clients with a certificate only. */
        MUTUAL_TLS
    }

    private static final Set<String> KNOWN =
            Set.of("host", "http-port", "grpc-port", "replicas", "security", "authority");

    /**
     * Reads arguments of the form {@code --name=value}.
     *
     * @throws IllegalArgumentException in one sentence where one is missing, unknown or wrong
     */
    static Place of(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
            if (parts.length < 2 || !KNOWN.contains(name)) {
                throw new IllegalArgumentException("an argument must be --NAME=VALUE with a name of "
                        + KNOWN.stream().sorted().toList() + ", was '" + argument + "'");
            }
            given.put(name, parts[1]);
        }
        return new Place(
                text(given, "host"),
                number(given, "http-port"),
                number(given, "grpc-port"),
                number(given, "replicas"),
                security(given.getOrDefault("security", "plain")),
                Optional.ofNullable(given.get("authority")).map(Path::of));
    }

    private static Security security(String word) {
        return switch (word) {
            case "plain" -> Security.PLAIN;
            case "tls" -> Security.TLS;
            case "mutual-tls" -> Security.MUTUAL_TLS;
            default ->
                throw new IllegalArgumentException("--security must be plain, tls or mutual-tls, was '" + word + "'");
        };
    }

    private static String text(Map<String, String> given, String name) {
        String value = given.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("--" + name + " must be given");
        }
        return value;
    }

    private static int number(Map<String, String> given, String name) {
        String value = text(given, name);
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence is below.
        }
        throw new IllegalArgumentException("--" + name + " must be a whole number above 0, was '" + value + "'");
    }
}
