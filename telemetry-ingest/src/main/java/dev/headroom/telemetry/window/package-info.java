/**
 * Keeps what a workload's requests were like along event time: panes of counts and sketches. In: accepted observations. Out:
 * {@link dev.headroom.telemetry.window.WorkloadWindow}.
 *
 * <p>Never: now (it only knows the times that observations carry and the ones it is asked for), statistics.
 */
@NullMarked
package dev.headroom.telemetry.window;

import org.jspecify.annotations.NullMarked;
