// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.server.CommandWords;
import dev.headroom.scaler.supply.StatedLimits;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the limits of a model server from the command, the arguments and the environment of its container. All of it is text of strangers:
 * only plausible whole numbers are taken, and no text is kept. Limits set by the image or a file in it cannot be seen, and are unknown.
 */
final class ServerArguments {
    private ServerArguments() {}

    /** Of the first container that states any. */
    static StatedLimits limitsIn(PodSpec spec) {
        return Stream.ofNullable(spec.getContainers())
                .flatMap(List::stream)
                .map(ServerArguments::limitsOf)
                .filter(limits -> !limits.equals(StatedLimits.UNKNOWN))
                .findFirst()
                .orElse(StatedLimits.UNKNOWN);
    }

    private static StatedLimits limitsOf(Container container) {
        Map<String, String> environment = environmentOf(container);
        List<String> words = CommandWords.of(container.getCommand(), container.getArgs(), environment);
        return EngineFlags.of(Optional.ofNullable(container.getImage()).orElse(""), words)
                .map(flags -> flags.read(words, environment))
                .orElse(StatedLimits.UNKNOWN);
    }

    /** Values that stand there; those that come from elsewhere are not looked up. */
    private static Map<String, String> environmentOf(Container container) {
        Map<String, String> values = new HashMap<>();
        for (EnvVar variable : Optional.ofNullable(container.getEnv()).orElse(List.of())) {
            if (variable.getName() != null && variable.getValue() != null) {
                values.put(variable.getName(), variable.getValue());
            }
        }
        return values;
    }
}
