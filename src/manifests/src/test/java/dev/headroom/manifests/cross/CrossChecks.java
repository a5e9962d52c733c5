// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All checks of a bundle as a whole. */
public final class CrossChecks {
    private final Monitoring monitoring;
    private final Set<String> announcedSettings;

    /**
     * @param meters the service's
     * @param announcedSettings variables of settings that manifests may use before the service has them
     */
    public CrossChecks(Meters meters, Set<String> announcedSettings) {
        this.monitoring = new Monitoring(meters);
        this.announcedSettings = Set.copyOf(announcedSettings);
    }

    /** What does not fit together. */
    public List<Finding> check(Bundle bundle, Given given) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(Rights.check(bundle, given));
        findings.addAll(PodReferences.check(bundle, given));
        findings.addAll(Selections.check(bundle));
        findings.addAll(NetworkRules.check(bundle));
        findings.addAll(Pools.check(bundle, given));
        findings.addAll(Documents.check(bundle));
        findings.addAll(Scaling.check(bundle, given));
        findings.addAll(SettingNames.check(bundle, announcedSettings));
        findings.addAll(KafkaRights.check(bundle));
        findings.addAll(monitoring.check(bundle));
        findings.addAll(Dashboards.check(bundle, monitoring));
        return findings;
    }
}
