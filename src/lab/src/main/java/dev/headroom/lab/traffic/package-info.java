/**
 * What users ask for, and when: recorded requests and rates, and a small vocabulary of rates, lengths and gaps to draw them from.
 *
 * <p>In: a seed or a trace file. Out: {@link dev.headroom.lab.traffic.Arrival}s in order of time. Never: servers, clocks.
 */
@NullMarked
package dev.headroom.lab.traffic;

import org.jspecify.annotations.NullMarked;
