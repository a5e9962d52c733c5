// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import org.jboss.logging.Logger;

/** Says a trouble once, until it is another one or over. Safe from any thread. */
final class Saying {
    private final Logger log;
    private String said = "";

    Saying(Logger log) {
        this.log = log;
    }

    /**
     * Something went wrong.
     *
     * @param kind the same while it is the same trouble, because sentences may hold counters
     */
    synchronized void trouble(String kind, String sentence) {
        if (!kind.equals(said)) {
            said = kind;
            log.warn(sentence);
        }
    }

    synchronized void over(String sentence) {
        if (!said.isEmpty()) {
            said = "";
            log.info(sentence);
        }
    }
}
