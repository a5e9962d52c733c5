// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that options name; what is wrong with one is a {@link BadInputException} that names option and file. */
public final class InputFile {
    private InputFile() {}

    /** The same file, which is there. */
    public static Path existing(String option, Path file) {
        BadInputException.unless(Files.isRegularFile(file), option + " must be a file that exists, was '" + file + "'");
        return file;
    }

    /** What stands in it. */
    public static String text(String option, Path file) {
        try {
            return Files.readString(existing(option, file));
        } catch (CharacterCodingException binary) {
            throw new BadInputException(option + " must be UTF-8 text, which '" + file + "' is not", binary);
        } catch (IOException unreadable) {
            throw new BadInputException(
                    option + " cannot be read from '" + file + "': " + unreadable.getMessage(), unreadable);
        }
    }
}
