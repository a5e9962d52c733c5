// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

/** Told what became of dead letters, on whatever thread. */
public interface DeadLetterFacts {
    /** One is in the topic. */
    void written();

    /** One was given up: the broker did not take it, or too many waited. */
    void dropped();
}
