/**
 * Mergeable summaries of values. In: values. Out: {@link dev.headroom.telemetry.sketch.QuantileSketch}.
 *
 * <p>Never: time, and what the values mean.
 */
@NullMarked
package dev.headroom.telemetry.sketch;

import org.jspecify.annotations.NullMarked;
