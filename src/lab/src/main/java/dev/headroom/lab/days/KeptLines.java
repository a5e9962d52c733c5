// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Results in a file, one a line, each written as soon as there is one. Of two lines with the same key the later counts; a last line that
 * was torn when the process ended is dropped. For several threads of one process.
 */
final class KeptLines<T> {
    private final Path file;
    private final Function<T, String> key;
    private final Function<T, String> text;
    private final Map<String, T> known = new LinkedHashMap<>();

    private KeptLines(Path file, Function<T, String> key, Function<T, String> text) {
        this.file = file;
        this.key = key;
        this.text = text;
    }

    /**
     * Opens a file, or begins one.
     *
     * @param read throws {@link IllegalArgumentException} for a line that is none
     */
    static <T> KeptLines<T> open(
            Path file, Function<T, String> key, Function<T, String> text, Function<String, T> read) {
        KeptLines<T> lines = new KeptLines<>(file, key, text);
        try {
            if (Files.exists(file)) {
                lines.recover(Files.readString(file), read);
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be used: " + unreadable.getMessage(), unreadable);
        }
    }

    synchronized Optional<T> find(String wanted) {
        return Optional.ofNullable(known.get(wanted));
    }

    /** In the order in which their keys came first. */
    synchronized Map<String, T> all() {
        return new LinkedHashMap<>(known);
    }

    synchronized void add(T line) {
        known.put(key.apply(line), line);
        write(text.apply(line) + "\n", StandardOpenOption.APPEND);
    }

    private void recover(String content, Function<String, T> read) {
        int end = content.lastIndexOf('\n') + 1;
        content.substring(0, end).lines().map(read).forEach(line -> known.put(key.apply(line), line));
        if (end < content.length()) {
            write(content.substring(0, end), StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private void write(String what, StandardOpenOption how) {
        try {
            Files.writeString(
                    file, what, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be written: " + failure.getMessage(), failure);
        }
    }
}
