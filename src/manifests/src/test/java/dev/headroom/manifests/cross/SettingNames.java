// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables named HEADROOM_… must be settings of the service: a misspelt one is read by nobody, and nobody says so. */
final class SettingNames {
    private static final Path DEFAULTS = Path.of("../../scaler/src/main/resources/application.properties");
    private static final Pattern KEY = Pattern.compile("(?m)^(headroom\\.[a-z.-]+)=");

    private SettingNames() {}

    static List<Finding> check(Bundle bundle, Set<String> announced) {
        Set<String> known = variables();
        known.addAll(announced);
        List<Finding> findings = new ArrayList<>();
        bundle.podTemplates()
                .forEach(pod -> pod.containers().forEach(container -> {
                    for (JsonNode variable : container.path("env")) {
                        String name = variable.path("name").asText();
                        if (name.startsWith("HEADROOM_") && !isKnown(name, known)) {
                            findings.add(pod.owner().finding(pod.path(), name + " is no setting of the service"));
                        }
                    }
                }));
        return findings;
    }

    /** All settings as environment variables; those that go on with a key of the user's own end with an underscore. */
    static Set<String> variables() {
        Set<String> names = new TreeSet<>();
        collect(HeadroomSettings.class, "headroom", names);
        for (TelemetryFormat format : TelemetryFormats.ALL) {
            names.add(variableOf(format));
        }
        for (Matcher key = KEY.matcher(YamlText.read(DEFAULTS)); key.find(); ) {
            names.add(variable(key.group(1)));
        }
        return names;
    }

    /** That of the topics of a format. */
    static String variableOf(TelemetryFormat format) {
        return variable("headroom.topics." + format.name());
    }

    private static boolean isKnown(String name, Set<String> known) {
        return known.contains(name) || known.stream().anyMatch(one -> one.endsWith("_") && name.startsWith(one));
    }

    private static void collect(Class<?> section, String prefix, Set<String> names) {
        for (Method key : section.getDeclaredMethods()) {
            String written = key.isAnnotationPresent(WithName.class)
                    ? key.getAnnotation(WithName.class).value()
                    : key.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            String name = prefix + "." + written;
            if (key.getReturnType().isInterface()
                    && HeadroomSettings.class.equals(key.getReturnType().getEnclosingClass())) {
                collect(key.getReturnType(), name, names);
            } else if (!key.isAnnotationPresent(WithParentName.class)) {
                names.add(variable(name) + (Map.class.equals(key.getReturnType()) ? "_" : ""));
            }
        }
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
