// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

/**
 * Why a rule moved the number, or would have.
 *
 * @param code stable word for why
 * @param replicas the number after the rule
 * @param sentence the rule's effect, with the figures
 */
public record Reason(ReasonCode code, int replicas, String sentence) {}
