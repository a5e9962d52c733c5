// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import dev.headroom.telemetry.page.MadePart;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of all keys of a settings interface: name, kind of value, default, and its Javadoc. */
final class SettingsPart {
    private static final String NONE = "none";
    private static final Pattern OTHER_KEY = Pattern.compile("\\{@link #(\\w+)}");

    /** Kinds of values, as users would call them. */
    private static final Map<Type, String> KINDS = Map.of(
            Duration.class,
            "duration",
            int.class,
            "whole number",
            long.class,
            "whole number",
            double.class,
            "number",
            boolean.class,
            "`true` or `false`",
            String.class,
            "text",
            Path.class,
            "path",
            URI.class,
            "URL",
            Instant.class,
            "time");

    private final SettingSources sources;
    private final List<String> lines = new ArrayList<>();

    private SettingsPart(SettingSources sources) {
        this.sources = sources;
    }

    /**
     * Its lines.
     *
     * @param sources the folder of its module's main sources
     */
    static List<String> of(Class<?> settings, Path sources) {
        SettingsPart part = new SettingsPart(SettingSources.of(settings, sources));
        part.addSection(settings.getAnnotation(ConfigMapping.class).prefix(), settings);
        return part.lines;
    }

    private void addSection(String prefix, Class<?> section) {
        List<Method> keys = keysOf(section);
        List<String> rows = new ArrayList<>();
        keys.stream().filter(key -> !isSection(key)).forEach(key -> rows.addAll(rows(prefix, key)));
        if (!rows.isEmpty()) {
            lines.addAll(List.of(MadePart.row("setting", "value", "default", "meaning"), "|---|---|---|---|"));
            lines.addAll(rows);
            lines.add("");
        }
        for (Method key : keys) {
            if (isSection(key)) {
                Class<?> within = key.getReturnType();
                addTitle(sources.docOf(within));
                addSection(prefix + "." + word(key.getName()), within);
            }
        }
    }

    private void addTitle(String doc) {
        String[] sentences = doc.split("\\. ", 2);
        lines.addAll(List.of("### " + sentences[0].replaceAll("\\.$", ""), ""));
        if (sentences.length == 2) {
            lines.addAll(List.of(sentences[1], ""));
        }
    }

    /** In the order of the source, which reflection does not keep. */
    private List<Method> keysOf(Class<?> section) {
        Map<String, Method> methods = Stream.of(section.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .collect(Collectors.toMap(Method::getName, method -> method));
        List<String> names = sources.keysOf(section);
        if (!Set.copyOf(names).equals(methods.keySet())) {
            throw new IllegalStateException(
                    section + " has the keys " + methods.keySet() + ", its source has " + names);
        }
        return names.stream().map(methods::get).toList();
    }

    private static boolean isSection(Method key) {
        return key.getReturnType().isInterface()
                && key.getDeclaringClass()
                        .getNestHost()
                        .equals(key.getReturnType().getNestHost());
    }

    private List<String> rows(String prefix, Method key) {
        if (key.isAnnotationPresent(WithParentName.class)) {
            return TelemetryFormats.ALL.stream()
                    .map(format -> row(prefix, format))
                    .toList();
        }
        String name = prefix + "." + word(key.getName()) + (key.getReturnType().equals(Map.class) ? ".\"NAME\"" : "");
        String meaning = sources.docOf(key.getDeclaringClass(), key.getName()) + choices(key);
        Matcher other = OTHER_KEY.matcher(meaning);
        return List.of(MadePart.row(
                literal(name),
                kindOf(key.getGenericReturnType(), defaultOf(key)),
                defaultOf(key).map(SettingsPart::literal).orElse(NONE),
                other.replaceAll(found -> literal(prefix + "." + word(found.group(1))))));
    }

    private static String row(String prefix, TelemetryFormat format) {
        return MadePart.row(
                literal(prefix + "." + format.name()),
                "list",
                format.topics().isEmpty() ? NONE : literal(String.join(",", format.topics())),
                "Topics in this format: [kafka.md](kafka.md#topics-that-headroom-reads).");
    }

    private static Optional<String> defaultOf(Method key) {
        return Optional.ofNullable(key.getAnnotation(WithDefault.class)).map(WithDefault::value);
    }

    /** The values of a choice with what each means, where they say it. */
    private String choices(Method key) {
        if (!key.getReturnType().isEnum()) {
            return "";
        }
        return constants(key.getReturnType(), defaultOf(key))
                .filter(value -> !sources.docOf(key.getReturnType(), value.toUpperCase(Locale.ROOT))
                        .isEmpty())
                .map(value -> " %s: %s"
                        .formatted(literal(value), sources.docOf(key.getReturnType(), value.toUpperCase(Locale.ROOT))))
                .collect(Collectors.joining());
    }

    private static String kindOf(Type type, Optional<String> preset) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType().equals(Optional.class)
                    ? kindOf(generic.getActualTypeArguments()[0], preset)
                    : "list";
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return constants(choice, preset).map(SettingsPart::literal).collect(Collectors.joining(" or "));
        }
        return Optional.ofNullable(KINDS.get(type))
                .orElseThrow(() -> new IllegalStateException("what users call a " + type + " is not known here"));
    }

    /** In the case of the default. */
    private static Stream<String> constants(Class<?> choice, Optional<String> preset) {
        boolean lower = preset.stream().allMatch(value -> value.equals(value.toLowerCase(Locale.ROOT)));
        return Arrays.stream(choice.getEnumConstants())
                .map(Object::toString)
                .map(name -> lower ? name.toLowerCase(Locale.ROOT) : name);
    }

    private static String word(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String literal(String text) {
        return "`" + text + "`";
    }
}
