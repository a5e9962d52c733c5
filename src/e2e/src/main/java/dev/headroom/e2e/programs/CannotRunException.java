// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

/** What a run needs is not here; the message is one sentence for the person who started it. */
public final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotRunException(String sentence) {
        super(sentence);
    }
}
