// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

/** An option or file that a shadow cannot work with; the message is one sentence for the person who gave it. */
final class BadShadowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadShadowException(String sentence) {
        super(sentence);
    }

    BadShadowException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
