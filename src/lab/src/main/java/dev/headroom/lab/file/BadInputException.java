// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.file;

import java.util.function.Supplier;

/**
 * An option or a file of a person is wrong. The message is one sentence for that person: the thing, its value and the rule. The
 * command line prints it and ends with exit code 2.
 */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the sentence. */
    public BadInputException(String sentence) {
        super(sentence);
    }

    /** With the sentence and its cause. */
    public BadInputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** Throws the sentence where the rule is broken. */
    public static void unless(boolean rule, String sentence) {
        if (!rule) {
            throw new BadInputException(sentence);
        }
    }

    /** A part that knows what is wrong with a value, and not which option it came from. */
    public static <T> T in(String option, Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(option + ": " + wrong.getMessage(), wrong);
        }
    }
}
