// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

/** A file that is not a trace; the message is one sentence for the person who named the file. */
public final class BadTraceException extends RuntimeException {
    BadTraceException(String message) {
        super(message);
    }

    BadTraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
