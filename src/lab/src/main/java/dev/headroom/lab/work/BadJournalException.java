// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.work;

/** A journal that cannot be gone on with; the message is one sentence for who started the work. */
public final class BadJournalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadJournalException(String sentence) {
        super(sentence);
    }

    BadJournalException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
