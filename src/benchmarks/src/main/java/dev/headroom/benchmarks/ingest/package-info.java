/**
 * How fast records are taken in. In: options. Out: a report: requests per second and per CPU-second of the service, beside a bare
 * consumer that parses the same records. Never: judging a single round.
 */
@NullMarked
package dev.headroom.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
