// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps the broker's several hundred start-up lines out of a test's or the demo's output; its severe ones still show. The
 * client packages, which others use too, are left as they are.
 */
final class QuietBrokerLogs {
    /** Held here: java.util.logging forgets the level of a logger that nobody references. */
    private static final List<Logger> QUIET = Stream.of(
                    "kafka",
                    "state.change.logger",
                    "org.apache.kafka.common.config",
                    "org.apache.kafka.common.metrics",
                    "org.apache.kafka.common.utils.AppInfoParser",
                    "org.apache.kafka.controller",
                    "org.apache.kafka.coordinator",
                    "org.apache.kafka.image",
                    "org.apache.kafka.metadata",
                    "org.apache.kafka.network",
                    "org.apache.kafka.queue",
                    "org.apache.kafka.raft",
                    "org.apache.kafka.server",
                    "org.apache.kafka.snapshot",
                    "org.apache.kafka.storage",
                    "org.apache.kafka.timeline")
            .map(Logger::getLogger)
            .toList();

    private QuietBrokerLogs() {}

    static void install() {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    }
}
