/**
 * Faults in the field, in plain sentences, each with its effect and its remedy. In: {@link dev.headroom.scaler.doctor.ServiceFacts}
 * and {@link dev.headroom.scaler.doctor.WorkloadFacts}. Out: {@link dev.headroom.scaler.doctor.DoctorFinding}. Never: reading, clocks, mending.
 */
@NullMarked
package dev.headroom.scaler.doctor;

import org.jspecify.annotations.NullMarked;
