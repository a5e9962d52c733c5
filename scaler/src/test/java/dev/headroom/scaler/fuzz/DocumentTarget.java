// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fuzz.FuzzTarget;
import dev.headroom.scaler.document.Fault;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Whoever may write a document, good or bad: it is read as a value, the same one each time, or refused in a few sentences.
 *
 * @param <T> what the document describes
 */
abstract class DocumentTarget<T> implements FuzzTarget {
    private static final DocumentName NAME = new DocumentName("llm", "chat");

    /** As many faults as are told of at once. */
    private static final int MOST_FAULTS = 30;

    /** Of one fault: a path of four keys, a value, and the longest rule. */
    private static final int LONGEST_SENTENCE = 600;

    private final BiFunction<String, DocumentName, Parsed<T>> reader;
    private final List<String> examples;

    /**
     * A target.
     *
     * @param examples good documents
     */
    DocumentTarget(BiFunction<String, DocumentName, Parsed<T>> reader, List<String> examples) {
        this.reader = reader;
        this.examples = examples;
    }

    @Override
    public void judge(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);

        Parsed<T> parsed = reader.apply(text, NAME);

        parsed.fold(
                valid -> {
                    assertThat(reader.apply(text, NAME)).isEqualTo(valid);
                    judgeValue(valid.value());
                    return true;
                },
                invalid -> {
                    assertThat(invalid.faults().size()).isBetween(1, MOST_FAULTS);
                    invalid.faults().stream()
                            .map(Fault::sentence)
                            .forEach(fault -> RefusalText.judge(fault, LONGEST_SENTENCE));
                    return false;
                });
    }

    /** Judges what was read, beyond what its own constructor checks. */
    abstract void judgeValue(T value);

    @Override
    public List<byte[]> seeds() {
        return examples.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public List<String> watched() {
        return List.of("dev.headroom.scaler.**", "org.snakeyaml.**");
    }

    /** The shipped example of a ConfigMap's document. */
    static String shipped(String file, String key) {
        try {
            List<String> lines = Files.readAllLines(Path.of("..", "deploy", "examples", file));
            int begin = lines.indexOf("  " + key + ": |") + 1;
            assertThat(begin).as("%s in %s", key, file).isPositive();
            return String.join(
                    "\n",
                    lines.subList(begin, lines.size()).stream()
                            .takeWhile(line -> line.isBlank() || line.startsWith("    "))
                            .map(line -> line.isBlank() ? "" : line.substring(4))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
