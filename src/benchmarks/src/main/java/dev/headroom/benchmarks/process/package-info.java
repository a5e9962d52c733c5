/**
 * Processes of a benchmark: programs of this module and the service, each in its own, so that none measures another's work. In:
 * arguments, settings. Out: running processes, what they print, their CPU time. Never: what is measured.
 */
@NullMarked
package dev.headroom.benchmarks.process;

import org.jspecify.annotations.NullMarked;
