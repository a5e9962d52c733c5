// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Javadoc of a settings interface, by the keys, sections and choices that it stands before. */
final class SettingSources {
    private static final Pattern SECTION = Pattern.compile("(?:public )?interface (\\w+) \\{");
    private static final Pattern CHOICE = Pattern.compile("enum (\\w+) \\{");
    private static final Pattern CONSTANT = Pattern.compile("([A-Z_]+),?");
    private static final Pattern KEY = Pattern.compile(".*\\b(\\w+)\\(\\);");
    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

    private final Map<String, String> docs = new HashMap<>();
    private final Map<String, List<String>> keys = new HashMap<>();

    private String section = "";
    private String choice = "";
    private final StringBuilder doc = new StringBuilder();

    private SettingSources() {}

    /** Reads the source of the interface and of those within it. */
    static SettingSources of(Class<?> settings, Path sources) {
        SettingSources read = new SettingSources();
        YamlText.read(sources.resolve(settings.getName().replace('.', '/') + ".java"))
                .lines()
                .map(String::strip)
                .forEach(line -> read.add(line, settings.getSimpleName()));
        return read;
    }

    private void add(String line, String root) {
        if (line.startsWith("/**")) {
            doc.setLength(0);
        }
        if (line.startsWith("/**") || line.startsWith("*")) {
            doc.append(' ').append(line.replaceAll("^/?\\*+/?|\\*/$", "").strip());
            return;
        }
        Matcher begun = SECTION.matcher(line);
        Matcher offered = CHOICE.matcher(line);
        Matcher constant = CONSTANT.matcher(line);
        Matcher key = KEY.matcher(line);
        if (begun.matches()) {
            section = begun.group(1);
            keep(section);
        } else if (offered.matches()) {
            choice = offered.group(1);
            doc.setLength(0);
        } else if (line.equals("}")) {
            section = choice.isEmpty() ? root : section;
            choice = "";
        } else if (!choice.isEmpty() && constant.matches()) {
            keep(choice + "." + constant.group(1));
        } else if (key.matches()) {
            keep(section + "." + key.group(1));
            keys.computeIfAbsent(section, name -> new ArrayList<>()).add(key.group(1));
        }
    }

    private void keep(String name) {
        docs.put(
                name,
                CODE.matcher(doc.toString().replaceAll("\\s+", " ").strip()).replaceAll("`$1`"));
        doc.setLength(0);
    }

    /** Names of the methods of a section, in their order. */
    List<String> keysOf(Class<?> section) {
        return keys.getOrDefault(section.getSimpleName(), List.of());
    }

    /** Of a section. */
    String docOf(Class<?> section) {
        return docs.getOrDefault(section.getSimpleName(), "");
    }

    /** Of a key or of one value of a choice; empty where it has none. */
    String docOf(Class<?> owner, String member) {
        return docs.getOrDefault(owner.getSimpleName() + "." + member, "");
    }
}
