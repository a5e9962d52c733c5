/**
 * {@code headroom report}: some hours of a workload as one HTML file. In: a running service, or a decision log. Out: a file to attach. Never: a
 * planner of its own.
 */
@NullMarked
package dev.headroom.cli.report;

import org.jspecify.annotations.NullMarked;
