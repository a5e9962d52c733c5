// SPDX-License-Identifier: Apache-2.0
/**
 * The answer of a sizing. In: a question, its workload model, a catalogue, measured profiles. Out: hardware by cost that keeps the promise,
 * as a table, JSON, a page, and files to go on with. Never: a cluster.
 */
@NullMarked
package dev.headroom.cli.size.answer;

import org.jspecify.annotations.NullMarked;
