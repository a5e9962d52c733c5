// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import dev.headroom.telemetry.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a document. Asking for a key makes it known; a faulty value is noted and the answer is empty. An absent key is empty too,
 * and a fault only where {@link #require} names it.
 */
public final class Section {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?");
    private static final Set<Tag> PLAIN_TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.MAP, Tag.SEQ);

    /** A fault's value is a hint where to look, not a copy of the document. */
    private static final int LONGEST_VALUE = 80;

    private final String path;
    private final List<Fault> faults;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Section> children = new ArrayList<>();

    Section(String path, MappingNode node, List<Fault> faults) {
        this.path = path;
        this.faults = faults;
        for (NodeTuple tuple : node.getValue()) {
            take(tuple);
        }
    }

    /** Whether the key is there, whatever its value. */
    public boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /** Notes a fault for each of these keys that is absent. */
    public void require(String... keys) {
        for (String key : keys) {
            if (!has(key)) {
                faults.add(new Fault(pathOf(key), "", "is missing"));
            }
        }
    }

    /** Notes a fault about a key of this section, with the value met. */
    public void fault(String key, String rule) {
        Node node = values.get(key);
        faults.add(new Fault(pathOf(key), node == null ? "" : shown(node), rule));
    }

    /** Notes a fault if the key is there: it is known, and not to be had. */
    public void refuse(String key, String rule) {
        if (has(key)) {
            faults.add(new Fault(pathOf(key), "", rule));
        }
    }

    /** Text that is not blank. */
    public Optional<String> text(String key) {
        return parsed(
                key, "must be text that is not blank", text -> text.isBlank() ? Optional.empty() : Optional.of(text));
    }

    /** Text that must be exactly this. */
    public Optional<String> exactly(String key, String expected) {
        return parsed(key, "must be " + expected, text -> text.equals(expected) ? Optional.of(text) : Optional.empty());
    }

    /** A whole number from {@code least} to {@code most}, both inclusive. */
    public Optional<Long> whole(String key, long least, long most) {
        String rule = "must be a whole number "
                + (most == Long.MAX_VALUE ? "of " + least + " or more" : "from " + least + " to " + most);
        return parsed(key, rule, text -> {
            if (!WHOLE.matcher(text).matches()) {
                return Optional.empty();
            }
            long number = Long.parseLong(text);
            return number < least || number > most ? Optional.empty() : Optional.of(number);
        });
    }

    /** A finite number within the range. */
    public Optional<Double> number(String key, NumberRange range) {
        return parsed(key, "must be a number " + range.words(), text -> {
            if (!NUMBER.matcher(text).matches()) {
                return Optional.empty();
            }
            double number = Double.parseDouble(text);
            return Double.isFinite(number) && range.contains(number) ? Optional.of(number) : Optional.empty();
        });
    }

    /** Either {@code true} or {@code false}. */
    public Optional<Boolean> truth(String key) {
        return parsed(
                key,
                "must be true or false",
                text -> text.equals("true") || text.equals("false")
                        ? Optional.of(Boolean.valueOf(text))
                        : Optional.empty());
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> words.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return parsed(
                key,
                "must be one of " + String.join(", ", words.keySet()),
                text -> Optional.ofNullable(words.get(text)));
    }

    /**
     * A scalar of a form of its own.
     *
     * @param rule the rule for the value, e.g. {@code must be a duration such as 5s}
     * @param reader empty when the text is not of that form
     */
    public <T> Optional<T> parsed(String key, String rule, Function<String, Optional<T>> reader) {
        Optional<T> value = valueOf(key).flatMap(node -> scalar(node)).flatMap(reader);
        if (value.isEmpty() && isGiven(key)) {
            fault(key, rule);
        }
        return value;
    }

    /** A list of texts that are not blank; empty when the key is absent or at fault. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        List<Node> items = items(key, "must be a list of texts");
        for (int i = 0; i < items.size(); i++) {
            Optional<String> text = scalar(items.get(i)).filter(item -> !item.isBlank());
            if (text.isEmpty()) {
                faults.add(
                        new Fault(pathOf(key) + "[" + i + "]", shown(items.get(i)), "must be text that is not blank"));
            }
            text.ifPresent(texts::add);
        }
        return texts;
    }

    /** Whether the key is there and its value is a list without items. */
    public boolean isEmptyList(String key) {
        return has(key)
                && values.get(key) instanceof SequenceNode list
                && list.getValue().isEmpty();
    }

    /** A nested mapping. */
    public Optional<Section> section(String key) {
        Optional<Section> child = valueOf(key).flatMap(node -> open(pathOf(key), node));
        if (child.isEmpty() && isGiven(key)) {
            fault(key, "must be a mapping of keys to values");
        }
        return child;
    }

    /** A list of mappings; empty when the key is absent or at fault. */
    public List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        List<Node> items = items(key, "must be a list of mappings");
        for (int i = 0; i < items.size(); i++) {
            String itemPath = pathOf(key) + "[" + i + "]";
            Optional<Section> section = open(itemPath, items.get(i));
            if (section.isEmpty()) {
                faults.add(new Fault(itemPath, shown(items.get(i)), "must be a mapping of keys to values"));
            }
            section.ifPresent(sections::add);
        }
        return sections;
    }

    void refuseUnknownKeys() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String nearest = NearestWord.to(key, known)
                        .map(word -> "; did you mean " + word + "?")
                        .orElse("");
                faults.add(new Fault(
                        pathOf(key), "", "is not a known key; known are " + String.join(", ", known) + nearest));
            }
        }
        children.forEach(Section::refuseUnknownKeys);
    }

    private void take(NodeTuple tuple) {
        Optional<String> key = scalar(tuple.getKeyNode());
        if (key.isEmpty()) {
            faults.add(new Fault(path, shown(tuple.getKeyNode()), "must have plain text as keys"));
        } else if (values.putIfAbsent(key.get(), tuple.getValueNode()) != null) {
            faults.add(new Fault(pathOf(key.get()), shown(tuple.getValueNode()), "must be given once"));
        }
    }

    private boolean isGiven(String key) {
        Node node = values.get(key);
        return node != null && !isNull(node);
    }

    private Optional<Node> valueOf(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        Optional<Node> node = Optional.ofNullable(values.get(key)).filter(value -> !isNull(value));
        if (node.isEmpty()) {
            faults.add(new Fault(pathOf(key), "", "must have a value"));
        }
        return node;
    }

    private List<Node> items(String key, String rule) {
        Optional<Node> node = valueOf(key);
        if (node.isPresent() && node.get() instanceof SequenceNode list && PLAIN_TAGS.contains(list.getTag())) {
            return list.getValue();
        }
        if (node.isPresent()) {
            fault(key, rule);
        }
        return List.of();
    }

    private Optional<Section> open(String childPath, Node node) {
        if (!(node instanceof MappingNode mapping) || !PLAIN_TAGS.contains(node.getTag())) {
            return Optional.empty();
        }
        Section child = new Section(childPath, mapping, faults);
        children.add(child);
        return Optional.of(child);
    }

    private String pathOf(String key) {
        String shownKey = shortened(key);
        return path.isEmpty() ? shownKey : path + "." + shownKey;
    }

    private static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode text && PLAIN_TAGS.contains(node.getTag())
                ? Optional.of(text.getValue())
                : Optional.empty();
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private static String shown(Node node) {
        if (!PLAIN_TAGS.contains(node.getTag()) && !isNull(node)) {
            return shortened(node.getTag().getValue());
        }
        if (node instanceof ScalarNode text) {
            return shortened(text.getValue());
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }

    private static String shortened(String text) {
        return shortened(text, LONGEST_VALUE);
    }

    /** The text on one line, cut where it is long: texts of documents go into logs and Events. */
    static String shortened(String text, int longest) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= longest ? PlainText.of(line) : PlainText.of(line.substring(0, longest)) + "...";
    }
}
