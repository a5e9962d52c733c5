/**
 * The benchmark's workloads: what is asked of a fleet in an episode, and in the time before it from which others may learn.
 *
 * <p>In: a folder of traces, a seed, a size. Out: {@link dev.headroom.lab.workload.Workload}s and their requests. Never: servers,
 * policies.
 */
@NullMarked
package dev.headroom.lab.workload;

import org.jspecify.annotations.NullMarked;
