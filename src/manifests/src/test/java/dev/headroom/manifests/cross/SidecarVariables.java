// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import dev.headroom.sidecar.settings.SidecarSettings;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The sidecar's settings as environment variables. */
public final class SidecarVariables {
    private SidecarVariables() {}

    /** All of them. */
    public static Set<String> all() {
        return variables().keySet();
    }

    /** What holds where a variable is not set; empty where nothing does. */
    public static String defaultOf(String variable) {
        return variables().getOrDefault(variable, "");
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        collect(SidecarSettings.class, "HEADROOM_SIDECAR", variables);
        return variables;
    }

    private static void collect(Class<?> section, String prefix, Map<String, String> variables) {
        for (Method key : section.getDeclaredMethods()) {
            String name =
                    prefix + "_" + key.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            if (SidecarSettings.class.equals(key.getReturnType().getEnclosingClass())
                    && key.getReturnType().isInterface()) {
                collect(key.getReturnType(), name, variables);
            } else {
                WithDefault given = key.getAnnotation(WithDefault.class);
                variables.put(name, given == null ? "" : given.value());
            }
        }
    }
}
