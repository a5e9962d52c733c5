/**
 * How long a workload without replicas sleeps on after a request was admitted for it. In: options. Out: a report: from the event's
 * send to what KEDA is told, by each replica of the service. Never: judging a single wake.
 */
@NullMarked
package dev.headroom.benchmarks.wake;

import org.jspecify.annotations.NullMarked;
