// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the service's own configuration says, for comparison with what is around it. */
record ServiceConfiguration(Properties properties) {
    /** Read by the Kafka connector; without a default of ours, for there is none that would be right. */
    private static final String BROKER = "kafka.bootstrap.servers";

    static ServiceConfiguration shipped() {
        Properties properties = new Properties();
        try (InputStream stream = HeadroomSettings.class.getResourceAsStream("/application.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServiceConfiguration(properties);
    }

    /** In the role that is called. */
    int grpcPort() {
        return Integer.parseInt(properties.getProperty("grpc.port.serve"));
    }

    int httpPort() {
        return Integer.parseInt(properties.getProperty("quarkus.http.port"));
    }

    /** The topic that a format is read from by default. */
    String topic(String format) {
        return formats()
                .filter(each -> each.name().equals(format))
                .flatMap(each -> each.topics().stream())
                .findFirst()
                .orElseThrow();
    }

    String metricsPath() {
        return properties.getProperty("quarkus.micrometer.export.prometheus.path");
    }

    boolean movesTheHealthPaths() {
        return properties.stringPropertyNames().stream()
                .anyMatch(key -> key.matches("quarkus\\.http\\.(non-application-)?root-path"
                        + "|quarkus\\.smallrye-health\\..*path|quarkus\\.management\\..*"));
    }

    /** Environment variables that set something. */
    Set<String> variables() {
        Set<String> keys = new TreeSet<>(properties.stringPropertyNames());
        keys.add(BROKER);
        addKeysOf("headroom", HeadroomSettings.class, keys);
        formats().forEach(format -> keys.add("headroom.topics." + format.name()));
        Set<String> variables = new TreeSet<>();
        keys.forEach(key -> variables.add(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT)));
        return variables;
    }

    private static void addKeysOf(String prefix, Class<?> settings, Set<String> keys) {
        for (Method method : settings.getMethods()) {
            String key =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            boolean isSection = method.getReturnType().isInterface()
                    && method.getReturnType().getEnclosingClass() == HeadroomSettings.class;
            if (isSection) {
                addKeysOf(key, method.getReturnType(), keys);
            } else if (!method.isAnnotationPresent(WithParentName.class)) {
                keys.add(key);
            }
        }
    }

    private static Stream<TelemetryFormat> formats() {
        return TelemetryFormats.ALL.stream();
    }
}
