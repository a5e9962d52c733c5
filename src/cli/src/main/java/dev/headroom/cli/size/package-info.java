// SPDX-License-Identifier: Apache-2.0
/**
 * Sizes a workload from business inputs. In: a profile, a rate, a token shape, objectives. Out: replicas, and why. Never:
 * telemetry.
 */
@NullMarked
package dev.headroom.cli.size;

import org.jspecify.annotations.NullMarked;
