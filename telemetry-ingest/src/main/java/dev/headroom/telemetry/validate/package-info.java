/**
 * Judges observations. In: an observation, an instant. Out: {@link dev.headroom.telemetry.validate.Verdict}: accepted, or
 * rejected with the reason.
 *
 * <p>Never: bytes, workloads, clocks.
 */
@NullMarked
package dev.headroom.telemetry.validate;

import org.jspecify.annotations.NullMarked;
