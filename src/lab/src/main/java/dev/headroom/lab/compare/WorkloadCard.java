// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

/**
 * A workload as a suite needs to know it.
 *
 * @param id in rows
 * @param title for readers
 * @param foreseeable whether its past tells what comes
 * @param quick whether the quick suite runs it
 */
public record WorkloadCard(String id, String title, boolean foreseeable, boolean quick) {}
