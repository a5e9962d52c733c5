// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import dev.headroom.scaler.deploy.CollectorKeys.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Goes through a Collector's configuration and says what the Collector would not take, or would soon take no longer. */
final class CollectorKeyCheck {
    /** What Go's time.ParseDuration takes. */
    private static final Pattern GO_DURATION =
            Pattern.compile("[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)");

    /** What Prometheus' model.ParseDuration takes: whole numbers, large units first. */
    private static final Pattern PROMETHEUS_DURATION =
            Pattern.compile("0|(?=\\d)(\\d+y)?(\\d+w)?(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?");

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\s]*):(\\d{1,5})");

    private static final Pattern COMPONENT_ID = Pattern.compile("[a-zA-Z][0-9a-zA-Z_]{0,62}(/[^\\s/]\\S*)?");

    private static final Set<String> SIGNALS = Set.of("traces", "metrics", "logs", "profiles");

    /** An environment variable; the Collector knows other schemes, of which nothing here makes use. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:[a-zA-Z_][a-zA-Z0-9_]*(:-[^}$]*)?}");

    /** Go has no look-around, no references back and no possessive or atomic groups. */
    private static final Pattern NOT_IN_GO = Pattern.compile("\\(\\?(=|!|<=|<!|>)|\\\\[1-9]|[*+?}]\\+");

    private final CollectorKeys keys;
    private final List<String> findings = new ArrayList<>();

    private CollectorKeyCheck(CollectorKeys keys) {
        this.keys = keys;
    }

    /** Sentences: path, value, rule; none when all is well. */
    static List<String> findingsOf(CollectorKeys keys, Map<String, Object> configuration) {
        CollectorKeyCheck check = new CollectorKeyCheck(keys);
        check.within("", configuration, keys.list("root"));
        for (String kind : CollectorKeys.KINDS) {
            if (configuration.get(kind) instanceof Map<?, ?> components) {
                CollectorKeys.map(components).forEach((id, written) -> check.component(kind, id, written));
            }
        }
        check.pipelines(configuration);
        return check.findings;
    }

    private void component(String kind, String id, Object written) {
        String path = kind + "." + id;
        String name = id.replaceFirst("/.*", "");
        if (!COMPONENT_ID.matcher(id).matches()) {
            add(path, "a component is called type or type/name");
        } else if (!keys.newName(kind, name).isEmpty()) {
            add(path, "'" + name + "' is an old name: write " + keys.newName(kind, name));
        } else if (!keys.knows(kind, name)) {
            add(path, "'" + name + "' is not among the known " + kind);
        } else if (written != null) {
            section(path, written, keys.ofComponent(kind, name));
        }
    }

    private void section(String path, Object value, Shape shape) {
        if (value instanceof Map<?, ?> map) {
            within(path, CollectorKeys.map(map), shape);
        } else {
            add(path, "must hold keys, was " + value);
        }
    }

    private void within(String path, Map<String, Object> map, Shape shape) {
        map.forEach((key, value) -> {
            String below = path.isEmpty() ? key : path + "." + key;
            if (shape.old().containsKey(key)) {
                add(below, "is an old key: " + shape.old().get(key));
            } else if (!shape.keys().containsKey(key)) {
                add(below, "is no key of this component");
            } else {
                value(below, value, shape.keys().get(key));
            }
        });
    }

    private void value(String path, Object value, Object type) {
        escapes(path, value);
        if (type instanceof List<?> of) {
            if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    value(path + "[" + i + "]", list.get(i), of.get(0));
                }
            } else {
                add(path, "must be a list, was " + value);
            }
        } else if (type instanceof Map<?, ?> rule) {
            ruled(path, value, CollectorKeys.map(rule));
        } else if (keys.isList((String) type)) {
            // A section without a value takes the defaults.
            if (value != null) {
                section(path, value, keys.list((String) type));
            }
        } else {
            scalar(path, value, (String) type);
        }
    }

    private void ruled(String path, Object value, Map<String, Object> rule) {
        if (rule.containsKey("each")) {
            if (value instanceof Map<?, ?> map) {
                CollectorKeys.map(map).forEach((key, one) -> value(path + "." + key, one, rule.get("each")));
            } else {
                add(path, "must hold keys, was " + value);
            }
        } else if (rule.containsKey("values")) {
            List<?> words = (List<?>) rule.get("values");
            if (!words.contains(value)) {
                add(path, "must be of " + words + ", was " + value);
            }
        } else if (!(value instanceof Integer number)) {
            add(path, "must be a whole number, was " + value);
        } else if (number < (int) rule.get("min") || number > (int) rule.getOrDefault("max", Integer.MAX_VALUE)) {
            add(path, "must be within " + rule + ", was " + number);
        }
    }

    private void scalar(String path, Object value, String type) {
        switch (type) {
            case "any" -> {}
            case "bool" -> require(value instanceof Boolean, path, "must be true or false, was " + value);
            case "int" -> require(value instanceof Integer, path, "must be a whole number, was " + value);
            case "number" -> require(value instanceof Number, path, "must be a number, was " + value);
            default -> text(path, value, type);
        }
    }

    private void text(String path, Object value, String type) {
        if (!(value instanceof String text)) {
            add(path, "must be a text, was " + value);
            return;
        }
        String filled = VARIABLE.matcher(text).replaceAll("x").replace("$$", "$");
        switch (type) {
            case "duration" ->
                require(GO_DURATION.matcher(filled).matches(), path, "must be a duration as Go writes it, was " + text);
            case "promDuration" ->
                require(
                        PROMETHEUS_DURATION.matcher(filled).matches(),
                        path,
                        "must be a duration as Prometheus writes it, was " + text);
            case "hostAndPort" -> require(isHostAndPort(filled), path, "must be host:port, was " + text);
            case "id" -> require(COMPONENT_ID.matcher(filled).matches(), path, "must name a component, was " + text);
            case "regex" -> regex(path, filled);
            case "ottlTraces", "ottlMetrics", "ottlLogs" ->
                OttlCondition.findingsOf(filled, type, keys.ottl()).forEach(finding -> add(path, finding));
            default -> {}
        }
    }

    private static boolean isHostAndPort(String text) {
        var matcher = HOST_AND_PORT.matcher(text);
        return matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65535;
    }

    private void regex(String path, String text) {
        String fault = faultOfRegex(text);
        require(fault.isEmpty(), path, fault);
    }

    /** What Go's regexp would not take of an expression, as far as Java can tell; empty when nothing. */
    static String faultOfRegex(String text) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException fault) {
            return "must be a regular expression: " + fault.getDescription();
        }
        return NOT_IN_GO.matcher(text).find()
                ? "must be a regular expression of Go, which has no such thing: " + text
                : "";
    }

    /** A lone dollar would begin a variable, and a variable of another scheme would be looked for elsewhere. */
    private void escapes(String path, Object value) {
        if (value instanceof String text
                && VARIABLE.matcher(text).replaceAll("").replace("$$", "").contains("$")) {
            add(path, "must write a dollar twice, and a variable as ${env:NAME}");
        }
    }

    private void pipelines(Map<String, Object> configuration) {
        if (!(configuration.get("service") instanceof Map<?, ?> service)) {
            add("service", "is missing");
            return;
        }
        used(configuration, "service.extensions", "extensions", service.get("extensions"));
        if (service.get("pipelines") instanceof Map<?, ?> pipelines) {
            CollectorKeys.map(pipelines).forEach((id, written) -> {
                String path = "service.pipelines." + id;
                require(SIGNALS.contains(id.replaceFirst("/.*", "")), path, "must begin with one of the signals");
                if (written instanceof Map<?, ?> pipeline) {
                    for (String kind : List.of("receivers", "processors", "exporters")) {
                        used(configuration, path + "." + kind, kind, pipeline.get(kind));
                    }
                    require(pipeline.containsKey("receivers"), path, "must have receivers");
                    require(pipeline.containsKey("exporters"), path, "must have exporters");
                }
            });
        } else {
            add("service.pipelines", "is missing");
        }
    }

    private void used(Map<String, Object> configuration, String path, String kind, Object names) {
        if (names instanceof List<?> list) {
            Set<Object> seen = new HashSet<>();
            for (Object name : list) {
                require(
                        configuration.get(kind) instanceof Map<?, ?> defined && defined.containsKey(name),
                        path,
                        "uses '" + name + "', which is not defined");
                require(seen.add(name), path, "uses '" + name + "' twice");
            }
        }
    }

    private void require(boolean well, String path, String finding) {
        if (!well) {
            add(path, finding);
        }
    }

    private void add(String path, String finding) {
        findings.add(path + ": " + finding);
    }
}
