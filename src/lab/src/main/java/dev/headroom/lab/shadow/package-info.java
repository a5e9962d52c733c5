// SPDX-License-Identifier: Apache-2.0
/**
 * The planner over recorded telemetry: what it would have answered, turn by turn, while nobody acted on it.
 *
 * <p>In: a dump, a policy, a profile. Out: one {@link dev.headroom.lab.shadow.ShadowTurn} per turn, as a table, JSON or a picture. Never:
 * a simulated engine, a broker, a clock.
 */
@NullMarked
package dev.headroom.lab.shadow;

import org.jspecify.annotations.NullMarked;
