// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

/** A file that is not a trace; the message is one sentence for the person who named the file. */
public final class BadTraceException extends RuntimeException {
    /** Says in one sentence which file, what in it, and which rule. */
    public BadTraceException(String message) {
        super(message);
    }

    /** The same, with what was thrown by whoever read the file. */
    public BadTraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
