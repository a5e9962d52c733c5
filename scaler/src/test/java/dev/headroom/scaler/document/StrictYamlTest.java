// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StrictYamlTest {
    private enum Colour {
        RED,
        BLUE
    }

    @Test
    void readsEveryKindOfValue() {
        String text = """
                name: a model
                count: 7
                share: 0.25
                colour: blue
                words: [one, two]
                part: { size: 3 }
                rows:
                  - { size: 1 }
                  - { size: 2 }
                """;

        Parsed<List<Object>> parsed = StrictYaml.read(text, root -> {
            List<Long> rows = root.sections("rows").stream()
                    .map(row -> row.whole("size", 0, 9).orElse(-1L))
                    .toList();
            Optional<Long> size = root.section("part").flatMap(part -> part.whole("size", 0, 9));
            List<Object> values = List.of(
                    root.text("name").orElse(""),
                    root.whole("count", 0, 9).orElse(0L),
                    root.number("share", NumberRange.between(0, 1)).orElse(0.0),
                    root.word("colour", Colour.class).orElse(Colour.RED),
                    root.texts("words"),
                    size.orElse(0L),
                    rows);
            return () -> values;
        });

        assertThat(parsed)
                .isEqualTo(new Parsed.Valid<>(
                        List.<Object>of("a model", 7L, 0.25, Colour.BLUE, List.of("one", "two"), 3L, List.of(1L, 2L))));
    }

    @Test
    void aFaultIsOneLineWithoutOrdersToATerminalWhateverTheKeyIs() {
        String text = "\"a\\e[2Jb\\u202Ec\\nd\": 1";

        assertThat(sentence(text)).isEqualTo("a?[2Jb?c d is not a known key; known are ");
    }

    @Test
    void aFaultOfTheParserQuotesNoMoreThanALineOfTheDocument() {
        String text = "*" + "x".repeat(100_000);

        assertThat(sentence(text))
                .startsWith("the document must be one YAML document: found undefined alias xxx")
                .hasSizeLessThan(260);
    }

    private static String sentence(String text) {
        Supplier<String> nothing = () -> "";
        return StrictYaml.read(text, root -> nothing).fold(valid -> valid.value(), invalid -> invalid.sentence());
    }

    @Test
    void tellsEveryFaultAtOnceWithKeyValueAndRule() {
        String text = """
                count: many
                share: 2
                colour: green
                part: 5
                empty:
                """;

        String sentence = faultsOf(text, root -> {
            root.require("name");
            root.whole("count", 1, 9);
            root.number("share", NumberRange.between(0, 1));
            root.word("colour", Colour.class);
            root.section("part");
            root.text("empty");
            return () -> "";
        });

        assertThat(sentence)
                .isEqualTo("name is missing; count must be a whole number from 1 to 9, was 'many'; "
                        + "share must be a number above 0 and below 1, was '2'; "
                        + "colour must be one of red, blue, was 'green'; "
                        + "part must be a mapping of keys to values, was '5'; empty must have a value");
    }

    @Test
    void namesTheKnownKeysAndTheNearestOneWhenAKeyIsUnknown() {
        String sentence = faultsOf("part: { persentile: 95 }", root -> {
            root.section("part").ifPresent(part -> {
                part.text("signal");
                part.text("percentile");
            });
            return () -> "";
        });

        assertThat(sentence)
                .isEqualTo(
                        "part.persentile is not a known key; known are signal, percentile; did you mean percentile?");
    }

    @Test
    void refusesAKeyThatIsGivenTwice() {
        assertThat(faultsOf("part: { size: 1, size: 2 }", StrictYamlTest::readSize))
                .isEqualTo("part.size must be given once, was '2'");
    }

    @Test
    void refusesMoreThanOneDocument() {
        assertThat(faultsOf("part: { size: 1 }\n---\npart: { size: 2 }\n", StrictYamlTest::readSize))
                .startsWith("the document must be one YAML document")
                .contains("line 2");
    }

    @Test
    void refusesWhatIsNoMapping() {
        assertThat(faultsOf("", StrictYamlTest::readSize)).isEqualTo("the document must not be empty");
        assertThat(faultsOf("[1, 2]", StrictYamlTest::readSize))
                .isEqualTo("the document must be a mapping of keys to values");
        assertThat(faultsOf("a: [1", StrictYamlTest::readSize)).startsWith("the document must be one YAML document");
    }

    @Test
    void refusesCustomTags() {
        assertThat(faultsOf("part: { size: !!java.net.URL 'http://x' }", StrictYamlTest::readSize))
                .contains("part.size must be a whole number");
        assertThat(faultsOf("part: !mine { size: 1 }", StrictYamlTest::readSize))
                .isEqualTo("part must be a mapping of keys to values, was '!mine'");
    }

    @Test
    void refusesLargeDocuments() {
        String text = "part: { size: 1 } # " + "x".repeat(StrictYaml.LARGEST_BYTES);

        assertThat(faultsOf(text, StrictYamlTest::readSize)).isEqualTo("the document must not be larger than 256 KiB");
    }

    @Test
    void refusesAliasBombs() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(faultsOf(bomb.toString(), StrictYamlTest::readSize)).contains("aliases");
    }

    @Test
    void refusesDeepNestingInsteadOfExhaustingTheStack() {
        assertThat(faultsOf("a: " + "[".repeat(100_000), StrictYamlTest::readSize))
                .isEqualTo("the document must not be nested deeper than 32 levels");
    }

    @Property(tries = 200)
    void neverThrowsWhateverTheText(@ForAll String text) {
        Parsed<String> parsed = StrictYaml.read(text, StrictYamlTest::readSize);

        assertThat(parsed).isNotNull();
    }

    private static Supplier<String> readSize(Section root) {
        root.section("part").ifPresent(part -> part.whole("size", 0, 9));
        return () -> "";
    }

    private static String faultsOf(String text, Function<Section, Supplier<String>> reader) {
        return StrictYaml.read(text, reader).fold(valid -> "valid", Parsed.Invalid::sentence);
    }
}
