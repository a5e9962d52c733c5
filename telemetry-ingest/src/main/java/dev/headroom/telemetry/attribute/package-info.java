/**
 * Finds the workload that an observation belongs to. In: an origin. Out: a workload key, or the reason why there is none,
 * which the quarantine keeps to be looked at.
 *
 * <p>Never: guessing. What cannot be attributed is counted by reason and kept out of every workload.
 */
@NullMarked
package dev.headroom.telemetry.attribute;

import org.jspecify.annotations.NullMarked;
