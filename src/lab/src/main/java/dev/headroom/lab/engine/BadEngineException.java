// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/** An engine that is not there or cannot be understood; the message is one sentence for the person who named it. */
public final class BadEngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadEngineException(String sentence) {
        super(sentence);
    }
}
