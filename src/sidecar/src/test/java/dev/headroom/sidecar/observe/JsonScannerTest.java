// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against a parser: same text, same findings, however it is cut. */
class JsonScannerTest {
    private static final int TEXTS = 3_000;
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private enum Field {
        MODEL,
        COUNT,
        DEEP,
        ITEM,
        FILLED,
        LIST
    }

    private static final JsonShape<Field> SHAPE = new JsonShape<Field>()
            .value(Field.MODEL, "model")
            .value(Field.COUNT, "n")
            .value(Field.DEEP, "usage", "details", "tokens")
            .value(Field.ITEM, "choices", JsonShape.EACH, "reason")
            .presence(Field.FILLED, "content")
            .count(Field.LIST, "list");

    /** What the sink heard, as text. */
    private static final class Heard implements JsonSink<Field> {
        private final List<String> findings = new ArrayList<>();

        @Override
        public void text(Field field, String value) {
            findings.add(field + "=" + value);
        }

        @Override
        public void number(Field field, long value) {
            findings.add(field + "=" + value);
        }

        @Override
        public void flag(Field field, boolean value) {
            findings.add(field + "=" + value);
        }

        @Override
        public void present(Field field) {
            findings.add(field + " present");
        }

        @Override
        public void counted(Field field, int elements) {
            findings.add(field + " counted " + elements);
        }
    }

    @Test
    void findsWhatAParserFindsHoweverTheTextIsCut() throws Exception {
        long seed = System.nanoTime();
        System.out.println("JsonScannerTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = new RandomJson(random).text().getBytes(StandardCharsets.UTF_8);
            List<String> expected = parsed(JACKSON.readTree(text));

            List<String> found = scanned(text, random);

            assertThat(found).as(new String(text, StandardCharsets.UTF_8)).isEqualTo(expected);
        }
    }

    @Test
    void survivesWhatIsNoJson() {
        long seed = System.nanoTime();
        System.out.println("JsonScannerTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = new RandomJson(random).text().getBytes(StandardCharsets.UTF_8);
            for (int fault = random.nextInt(5); fault >= 0; fault--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(text, random.nextInt(text.length + 1));

            scanned(cut, random);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[DONE]",
                "{",
                "{]",
                "[}",
                "{\"a\" 1}",
                "nul",
                "{\"n\":1,}",
                "{n:1}",
                "\\",
                "}}}}",
                "{\"n\":1 2}"
            })
    void tellsNothingWrongOfWhatIsNoJson(String text) {
        List<String> found = scanned(text.getBytes(StandardCharsets.UTF_8), new SplittableRandom(1));

        assertThat(found).isSubsetOf("COUNT=1");
    }

    @Test
    void passesOverAPromptOfAnySizeAndDepth() {
        Heard heard = new Heard();
        JsonScanner<Field> scanner = new JsonScanner<>(SHAPE, heard);
        byte[] piece = "[{\"text\": \"\\\"x\\\\\"}, ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

        read(scanner, "{\"messages\": [");
        for (int i = 0; i < 100; i++) {
            scanner.read(piece, 0, piece.length);
        }
        read(scanner, "1" + "]".repeat(100_000) + "], \"n\": 3}");

        assertThat(heard.findings).containsExactly("COUNT=3");
        assertThat(scanner.whole()).isTrue();
    }

    @Test
    void aNameThatIsTooLongIsNotTold() {
        Heard heard = new Heard();
        JsonScanner<Field> scanner = new JsonScanner<>(SHAPE, heard);

        read(scanner, "{\"model\": \"" + "m".repeat(JsonScanner.MOST_TEXT_BYTES + 1) + "\", \"n\": 2}");

        assertThat(heard.findings).containsExactly("COUNT=2");
    }

    private static void read(JsonScanner<Field> scanner, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        scanner.read(bytes, 0, bytes.length);
    }

    private static List<String> scanned(byte[] text, SplittableRandom random) {
        Heard heard = new Heard();
        JsonScanner<Field> scanner = new JsonScanner<>(SHAPE, heard);
        int most = 1 + random.nextInt(40);
        for (int from = 0; from < text.length; ) {
            int to = Math.min(text.length, from + 1 + random.nextInt(most));
            scanner.read(text, from, to);
            from = to;
        }
        scanner.end();
        return heard.findings;
    }

    /** What Jackson's tree holds, in the order of its keys, which is that of the text. */
    private static List<String> parsed(JsonNode root) {
        List<String> findings = new ArrayList<>();
        if (!root.isObject()) {
            return findings;
        }
        root.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "model" -> tell(Field.MODEL, value, findings);
                case "n" -> tell(Field.COUNT, value, findings);
                case "usage" -> {
                    if (value.isObject() && value.path("details").isObject()) {
                        tell(Field.DEEP, value.path("details").path("tokens"), findings);
                    }
                }
                case "choices" -> {
                    if (value.isArray()) {
                        value.forEach(one -> {
                            if (one.isObject()) {
                                tell(Field.ITEM, one.path("reason"), findings);
                            }
                        });
                    }
                }
                case "content" -> {
                    boolean filled = value.isContainerNode() ? !value.isEmpty() : isFilled(value);
                    if (filled) {
                        findings.add("FILLED present");
                    }
                }
                case "list" -> {
                    if (value.isArray()) {
                        findings.add("LIST counted " + value.size());
                    }
                }
                default -> {}
            }
        });
        return findings;
    }

    private static boolean isFilled(JsonNode value) {
        return value.isTextual() ? !value.asText().isEmpty() : value.isBoolean() && value.asBoolean();
    }

    private static void tell(Field field, JsonNode value, List<String> findings) {
        if (value.isTextual()) {
            if (value.asText().getBytes(StandardCharsets.UTF_8).length <= JsonScanner.MOST_TEXT_BYTES) {
                findings.add(field + "=" + value.asText());
            }
        } else if (value.isBoolean()) {
            findings.add(field + "=" + value.asBoolean());
        } else if (value.isNumber()
                && Math.rint(value.asDouble()) == value.asDouble()
                && Math.abs(value.asDouble()) <= 9_007_199_254_740_991.0) {
            findings.add(field + "=" + (long) value.asDouble());
        }
    }
}
