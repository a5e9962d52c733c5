// SPDX-License-Identifier: Apache-2.0
/**
 * Hardware that may serve a model. In: a catalogue, the figures of a model, measured serving profiles. Out: the memory that a replica needs,
 * and its profile on other hardware with an error bar. Never: load, replicas, costs.
 */
@NullMarked
package dev.headroom.cli.size.hardware;

import org.jspecify.annotations.NullMarked;
