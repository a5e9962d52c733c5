// SPDX-License-Identifier: Apache-2.0
/** The plan of a benchmark. In: token lengths, loads, a seed. Out: the same files each time, for Headroom and for other tools. Never: an endpoint. */
@NullMarked
package dev.headroom.cli.benchmark.plan;

import org.jspecify.annotations.NullMarked;
