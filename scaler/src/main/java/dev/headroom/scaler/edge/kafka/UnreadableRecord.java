// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

/** A record that says nothing this version could use; the message says why, without the record's bytes. */
final class UnreadableRecord extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableRecord(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    UnreadableRecord(String sentence) {
        super(sentence);
    }
}
