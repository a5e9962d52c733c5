// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

/**
 * A workload as a suite needs to know it.
 *
 * @param id in rows
 * @param title for readers
 * @param foreseeable whether its past tells what comes
 * @param scope the smallest one that has it
 */
public record WorkloadCard(String id, String title, boolean foreseeable, SuiteSize.Scope scope) {}
