// SPDX-License-Identifier: Apache-2.0
/**
 * How much of what may go wrong has gone wrong. In: readings of ended requests. Out: {@link
 * dev.headroom.scaler.budget.BudgetStanding}. Never: clocks, replicas.
 */
@NullMarked
package dev.headroom.scaler.budget;

import org.jspecify.annotations.NullMarked;
