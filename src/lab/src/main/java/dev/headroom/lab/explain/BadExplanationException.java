// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.explain;

/** An option or a file that is wrong, in one sentence. */
final class BadExplanationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadExplanationException(String sentence) {
        super(sentence);
    }

    BadExplanationException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
