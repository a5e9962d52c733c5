/**
 * Mergeable summaries of values. In: values. Out: {@link dev.headroom.telemetry.sketch.QuantileSketch}.
 *
 * <p>Never: time, and the meaning of the values.
 */
@NullMarked
package dev.headroom.telemetry.sketch;

import org.jspecify.annotations.NullMarked;
