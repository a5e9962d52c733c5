// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import dev.headroom.scaler.cycle.PolicyAgreement;
import dev.headroom.telemetry.WorkloadKey;
import org.jboss.logging.Logger;

/** Says once when plans begin to be made under another policy than this replica's, and when they do no more; passes it on. */
public final class AgreementLog implements PolicyAgreement.Listener {
    private static final Logger LOG = Logger.getLogger(AgreementLog.class);

    private final PolicyAgreement.Listener next;

    /** Has said nothing yet. */
    public AgreementLog(PolicyAgreement.Listener next) {
        this.next = next;
    }

    @Override
    public void differs(WorkloadKey workload, String sentence) {
        LOG.warnf("policies differ workload=%s cause=%s", workload, sentence);
        next.differs(workload, sentence);
    }

    @Override
    public void agrees(WorkloadKey workload) {
        LOG.infof("policies agree again workload=%s", workload);
        next.agrees(workload);
    }
}
