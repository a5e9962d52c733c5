// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import dev.headroom.scaler.server.CommandWords;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a container's command line and its variables. A value that comes from elsewhere, such as a ConfigMap, is not looked up.
 *
 * @param words of command and arguments
 * @param environment variables with a value that stands there
 */
record ServerOptions(List<String> words, Map<String, String> environment) {
    ServerOptions {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    static ServerOptions of(Container container) {
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : Optional.ofNullable(container.getEnv()).orElse(List.of())) {
            if (variable.getName() != null && variable.getValue() != null) {
                environment.put(variable.getName(), variable.getValue());
            }
        }
        return new ServerOptions(
                CommandWords.of(container.getCommand(), container.getArgs(), environment), environment);
    }

    /** Whether an argument is given, with a value or without. */
    boolean has(String flag) {
        return words.stream().anyMatch(word -> flagOf(word).equals(flag));
    }

    /** The known value of the last of some arguments. */
    Optional<String> value(List<String> flags) {
        List<String> values = values(flags);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** All known values of the last of some arguments: {@code --served-model-name} takes several. */
    List<String> values(List<String> flags) {
        List<String> values = List.of();
        for (int at = 0; at < words.size(); at++) {
            if (flags.contains(flagOf(words.get(at)))) {
                int equals = words.get(at).indexOf('=');
                values =
                        equals < 0 ? plainWordsAfter(at) : List.of(words.get(at).substring(equals + 1));
            }
        }
        return values.stream().filter(ServerOptions::isKnown).toList();
    }

    /** The known value of a variable. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(ServerOptions::isKnown);
    }

    /** The word after a plain word, such as the model after {@code serve}. */
    Optional<String> wordAfter(String plain) {
        int at = words.indexOf(plain);
        return at < 0
                ? Optional.empty()
                : plainWordsAfter(at).stream().findFirst().filter(ServerOptions::isKnown);
    }

    private List<String> plainWordsAfter(int at) {
        List<String> plain = new ArrayList<>();
        for (String next : words.subList(at + 1, words.size())) {
            if (next.startsWith("-") || next.equals(CommandWords.NEXT_COMMAND)) {
                break;
            }
            plain.add(next);
        }
        return plain;
    }

    /** A variable that stays as it was written has no value here. */
    private static boolean isKnown(String value) {
        return !value.isBlank() && value.indexOf('$') < 0;
    }

    /** The name of an argument without its value, in the form with dashes. */
    private static String flagOf(String word) {
        if (!word.startsWith("-")) {
            return "";
        }
        int equals = word.indexOf('=');
        return (equals < 0 ? word : word.substring(0, equals)).replace('_', '-');
    }
}
