// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.document.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The engines that come along, by name, and all others by their file. */
public final class ShippedEngines {
    private static final String FOLDER = "/engines/";
    private static final List<String> NAMES = List.of(
            "h100-llama-8b",
            "h200-llama-8b",
            "h100-llama-8b-prefix50",
            "h100-llama-8b-spec",
            "h100x2-qwen3-32b",
            "h100x2-qwen3-32b-llmd");

    private ShippedEngines() {}

    /** Their names. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * An engine.
     *
     * @param nameOrFile name of one that comes along, else the path of a file
     * @throws BadInputException with one sentence when there is neither, or the file is at fault
     */
    public static EngineModel named(String nameOrFile) {
        return NAMES.contains(nameOrFile)
                ? parsed(nameOrFile, resource(nameOrFile))
                : parsed(nameOrFile, file(nameOrFile));
    }

    private static EngineModel parsed(String nameOrFile, String text) {
        return EngineFile.read(text).fold(Parsed.Valid::value, invalid -> {
            throw new BadInputException("engine '" + nameOrFile + "': " + invalid.sentence());
        });
    }

    private static String resource(String name) {
        String path = FOLDER + name + ".yaml";
        try (InputStream text = Objects.requireNonNull(ShippedEngines.class.getResourceAsStream(path), path)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String file(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                throw new BadInputException(
                        "engine '" + path + "' is neither a file nor one of " + String.join(", ", NAMES));
            }
            return Files.readString(file);
        } catch (IOException | InvalidPathException unreadable) {
            throw new BadInputException("engine '" + path + "' cannot be read: " + unreadable.getMessage());
        }
    }
}
