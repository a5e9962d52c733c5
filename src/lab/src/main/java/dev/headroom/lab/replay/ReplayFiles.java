// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the files that options name. */
final class ReplayFiles {
    /** The namespace in which the simulated Deployment stands, and so the policy for it. */
    private static final String NAMESPACE = "lab";

    private ReplayFiles() {}

    static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException notAPath) {
            throw new BadInputException(option + " must be a path, was '" + text + "'", notAPath);
        }
    }

    static Path existing(String option, String text) {
        if (text.isEmpty()) {
            throw new BadInputException(option + " is missing: a file");
        }
        Path file = path(option, text);
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(option + " must be a file, and there is none at '" + text + "'");
        }
        return file;
    }

    static String text(String option, String name) {
        Path file = existing(option, name);
        try {
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw new BadInputException(option + " must be UTF-8 text, which '" + name + "' is not", binary);
        } catch (IOException unreadable) {
            throw new BadInputException(
                    option + " cannot be read from '" + name + "': " + unreadable.getMessage(), unreadable);
        }
    }

    static SloPolicy policy(String name, String text) {
        DocumentName document =
                new DocumentName(NAMESPACE, Path.of(name).getFileName().toString());
        Parsed<SloPolicy> parsed = SloPolicyReader.read(text, document);
        if (parsed instanceof Parsed.Valid<SloPolicy> valid) {
            return valid.value();
        }
        throw new BadInputException("--policy '" + name + "': " + parsed.fold(valid -> "", Parsed.Invalid::sentence));
    }
}
