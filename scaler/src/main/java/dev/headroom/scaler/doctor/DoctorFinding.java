// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import java.util.Comparator;

/**
 * Something that is wrong.
 *
 * @param code its kind
 * @param subject a workload as {@code namespace/name}, a topic, or a part of the service
 * @param what the fact, in a sentence
 * @param why the effect of it, or the source of the fact
 * @param remedy the remedy
 */
public record DoctorFinding(FindingCode code, String subject, String what, String why, String remedy) {
    /** Problems before warnings, then as the codes are listed, then by subject. */
    public static final Comparator<DoctorFinding> BY_URGENCY = Comparator.comparing(
                    (DoctorFinding finding) -> finding.code().severity())
            .thenComparing(DoctorFinding::code)
            .thenComparing(DoctorFinding::subject);
}
