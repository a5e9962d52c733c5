// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import java.util.ArrayList;
import java.util.List;

/** Finds what is wrong, from facts alone. */
public final class Doctor {
    private Doctor() {}

    /** All findings, the most urgent first; none where all is well. */
    public static List<DoctorFinding> examine(ServiceFacts service, List<WorkloadFacts> workloads, ScalingSight sight) {
        List<DoctorFinding> findings = new ArrayList<>(ServiceExamination.of(service));
        ScalingExamination.unlisted(sight).ifPresent(findings::add);
        for (WorkloadFacts workload : workloads) {
            findings.addAll(WorkloadExamination.of(workload, service.now()));
            findings.addAll(ScalingExamination.of(workload, sight));
        }
        findings.sort(DoctorFinding.BY_URGENCY);
        return List.copyOf(findings);
    }
}
