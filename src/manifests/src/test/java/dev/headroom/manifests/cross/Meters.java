// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import dev.headroom.manifests.read.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The service's meters as Prometheus shows them, read from the sources of the one package that makes them: the names in
 * MeterNames, and by which call each is made.
 */
public final class Meters {
    private static final Path SOURCES = Path.of("../../scaler/src/main/java/dev/headroom/scaler/edge/metrics");
    private static final Pattern NAME = Pattern.compile("String (\\w+) = \"(headroom[a-z.]+)\"");
    private static final Pattern MADE_BY = Pattern.compile("([\\w.]+)\\(\\s*MeterNames\\.(\\w+)");
    private static final Pattern WORD = Pattern.compile("\"([a-z]+)\"");

    /** What a call makes of a name: the endings that Prometheus shows. */
    private static final Map<String, List<String>> ENDINGS = Map.of(
            "Gauge.builder", List.of(""),
            "to.gauge", List.of(""),
            "gauge", List.of(""),
            "registry.counter", List.of("_total"),
            "counter", List.of("_total"),
            "FunctionCounter.builder", List.of("_total"),
            "Counter.builder", List.of("_total"),
            "byReason", List.of("_total"),
            "Timer.builder", List.of("_seconds_count", "_seconds_sum", "_seconds_max"));

    private final Set<String> names;
    private final Set<String> words;

    private Meters(Set<String> names, Set<String> words) {
        this.names = Collections.unmodifiableSet(names);
        this.words = Collections.unmodifiableSet(words);
    }

    /** Reads the sources. */
    public static Meters load() {
        Map<String, String> constants = new TreeMap<>();
        for (Matcher name = NAME.matcher(text("MeterNames.java")); name.find(); ) {
            constants.put(name.group(1), name.group(2).replace('.', '_'));
        }
        Set<String> names = new TreeSet<>();
        Set<String> words = new TreeSet<>();
        Set<String> unmade = new TreeSet<>(constants.keySet());
        for (String source : sources()) {
            for (Matcher made = MADE_BY.matcher(source); made.find(); ) {
                List<String> endings = ENDINGS.get(made.group(1));
                if (endings == null) {
                    throw new IllegalStateException("what " + made.group(1) + " makes of a meter is not known here");
                }
                endings.forEach(ending -> names.add(constants.get(made.group(2)) + ending));
                unmade.remove(made.group(2));
            }
            for (Matcher word = WORD.matcher(source); word.find(); ) {
                words.add(word.group(1));
            }
        }
        if (!unmade.isEmpty()) {
            throw new IllegalStateException("by which calls these meters are made is not seen: " + unmade);
        }
        return new Meters(names, words);
    }

    /** Names of series. */
    public Set<String> names() {
        return names;
    }

    /** Words of that package in quotes; every label is among them. */
    public Set<String> words() {
        return words;
    }

    private static List<String> sources() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Meters.java"))
                    .map(YamlText::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String file) {
        return YamlText.read(SOURCES.resolve(file));
    }
}
