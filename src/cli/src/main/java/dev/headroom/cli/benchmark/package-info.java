// SPDX-License-Identifier: Apache-2.0
/**
 * Measures one replica: the commands. In: a sizing question or recorded requests, and an endpoint. Out: a plan's files, or a result that
 * {@code profile import} reads. Never: a plan of replicas.
 */
@NullMarked
package dev.headroom.cli.benchmark;

import org.jspecify.annotations.NullMarked;
