// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.file;

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
}
