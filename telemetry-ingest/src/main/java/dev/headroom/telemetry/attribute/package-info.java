/**
 * Finds the workload that an observation belongs to. In: an origin. Out: a workload key, or the reason for its absence, which the
 * quarantine keeps for inspection.
 *
 * <p>Never: guessing. Telemetry that cannot be attributed is counted by reason and kept out of every workload.
 */
@NullMarked
package dev.headroom.telemetry.attribute;

import org.jspecify.annotations.NullMarked;
