// SPDX-License-Identifier: Apache-2.0
/**
 * The spent share of the allowed misses. In: readings of ended requests. Out: {@link dev.headroom.scaler.budget.BudgetStanding}. Never:
 * clocks, replicas.
 */
@NullMarked
package dev.headroom.scaler.budget;

import org.jspecify.annotations.NullMarked;
