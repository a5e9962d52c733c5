// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import java.nio.file.Path;

/** Reads serving profiles that a person names. */
final class ProfileFile {
    private ProfileFile() {}

    /**
     * The profile of a file.
     *
     * @param option that names it
     */
    static ServingProfile read(String option, Path file) {
        String text = InputFile.text(option, file);
        return ServingProfileReader.read(text, new DocumentName("file", file.toString()))
                .fold(Parsed.Valid::value, invalid -> {
                    throw new BadInputException("serving profile '" + file + "': " + invalid.sentence());
                });
    }
}
