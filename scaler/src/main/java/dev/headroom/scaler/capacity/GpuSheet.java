// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the maker of a GPU states of it; {@code priors/gpus.csv} names the sources.
 *
 * @param names alternatives by which a hardware class tells it, each a set of words
 * @param bytesPerMilli memory bandwidth
 * @param operationsPerMilli dense 16-bit arithmetic
 * @param memoryBytes of one device
 */
record GpuSheet(List<Set<String>> names, double bytesPerMilli, double operationsPerMilli, double memoryBytes) {
    private static final String RESOURCE = "/priors/gpus.csv";
    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;
    private static final double MILLIS = 1000;
    private static final List<GpuSheet> SHEETS = read();

    /** The GPU that a hardware class names, e.g. {@code NVIDIA-H100-80GB-HBM3}, {@code h100-80gb} or {@code p5.48xlarge}. */
    static Optional<GpuSheet> of(String hardware) {
        Set<String> words =
                Set.copyOf(Arrays.asList(hardware.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)));
        return SHEETS.stream()
                .filter(sheet -> sheet.names.stream().anyMatch(words::containsAll))
                .findFirst();
    }

    private static List<GpuSheet> read() {
        try (InputStream text = Objects.requireNonNull(GpuSheet.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(GpuSheet::parsed)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static GpuSheet parsed(String line) {
        String[] cells = line.split(",", -1);
        List<Set<String>> names = Arrays.stream(cells[0].split("\\|", -1))
                .map(name -> Set.of(name.split("\\+", -1)))
                .toList();
        return new GpuSheet(
                names,
                Double.parseDouble(cells[1]) * GIGA / MILLIS,
                Double.parseDouble(cells[2]) * TERA / MILLIS,
                Double.parseDouble(cells[3]) * GIGA);
    }
}
