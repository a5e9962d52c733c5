// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

/** An option or file that a replay cannot work with; the message is one sentence for the person who gave it. */
public final class BadReplayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the sentence. */
    public BadReplayException(String sentence) {
        super(sentence);
    }

    /** With the sentence and what lies behind it. */
    public BadReplayException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
