// SPDX-License-Identifier: Apache-2.0
/**
 * Sizes a workload from business inputs. In: a question as a file, from an interview or as options; profiles; a catalogue of hardware. Out:
 * replicas, hardware and costs, and why. Never: telemetry.
 */
@NullMarked
package dev.headroom.cli.size;

import org.jspecify.annotations.NullMarked;
