// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

/** Notified of the outcomes of dead letters, on any thread. */
public interface DeadLetterFacts {
    /** One is in the topic. */
    void written();

    /** One was given up: the broker did not take it, or too many waited. */
    void dropped();
}
