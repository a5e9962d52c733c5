// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A program that Go builds from {@code src/e2e/programs/NAME}, whose {@code go.mod} pins it. */
public enum GoProgram {
    /** The store of the cluster. */
    ETCD("go.etcd.io/etcd/server/v3", List.of("go.etcd.io/etcd/server/v3"), "", Map.of()),
    /** The control plane, and kubectl. */
    KUBERNETES(
            "k8s.io/kubernetes",
            List.of(
                    "k8s.io/kubernetes/cmd/kube-apiserver",
                    "k8s.io/kubernetes/cmd/kube-controller-manager",
                    "k8s.io/kubernetes/cmd/kube-scheduler",
                    "k8s.io/kubernetes/cmd/kubectl"),
            // Without these the server calls itself v0.0.0.
            "-X k8s.io/component-base/version.gitVersion=v{version}"
                    + " -X k8s.io/component-base/version.gitMajor={major} -X k8s.io/component-base/version.gitMinor={minor}",
            Map.of()),
    /** Plays nodes and pods. */
    KWOK(
            "sigs.k8s.io/kwok",
            List.of("sigs.k8s.io/kwok/cmd/kwok"),
            "-X sigs.k8s.io/kwok/pkg/consts.Version=v{version}",
            Map.of(
                    "sigs.k8s.io/kwok:kustomize/stage/node/fast/node-initialize.yaml", "stages",
                    "sigs.k8s.io/kwok:kustomize/stage/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
                            "stages",
                    "sigs.k8s.io/kwok:kustomize/stage/pod/general", "stages",
                    "sigs.k8s.io/kwok:kustomize/crd/bases/kwok.x-k8s.io_logs.yaml", "crds",
                    "sigs.k8s.io/kwok:kustomize/crd/bases/kwok.x-k8s.io_portforwards.yaml", "crds")),
    /** The operator and the metrics adapter. */
    KEDA(
            "github.com/kedacore/keda/v2",
            List.of("github.com/kedacore/keda/v2/cmd/operator", "github.com/kedacore/keda/v2/cmd/adapter"),
            "-X github.com/kedacore/keda/v2/version.Version={version}",
            Map.of(
                    "github.com/kedacore/keda/v2:config/crd/bases", "crds",
                    "github.com/kedacore/keda/v2:config/rbac/role.yaml", "rbac")),
    /** With the provider that plays a cloud by kwok. */
    KARPENTER(
            "sigs.k8s.io/karpenter",
            List.of("sigs.k8s.io/karpenter/kwok"),
            "",
            Map.of(
                    "sigs.k8s.io/karpenter:kwok/charts/crds", "crds",
                    "sigs.k8s.io/karpenter:kwok/apis/crds", "crds")),
    /** With the components that {@code deploy/collector} names. */
    COLLECTOR("go.opentelemetry.io/collector/otelcol", List.of("."), "", Map.of()),
    /** Installs the charts. */
    HELM(
            "helm.sh/helm/v4",
            List.of("helm.sh/helm/v4/cmd/helm"),
            "-X helm.sh/helm/v4/internal/version.version=v{version}",
            Map.of()),
    /** Definitions of the kinds that our files use and no program here serves; nothing is built. */
    CRDS(
            "github.com/aws/karpenter-provider-aws",
            List.of(),
            "",
            Map.of(
                    "github.com/aws/karpenter-provider-aws:pkg/apis/crds", "crds",
                    "github.com/cert-manager/cert-manager:deploy/crds", "crds",
                    "github.com/prometheus-operator/prometheus-operator:example/prometheus-operator-crd", "crds"));

    private final String module;
    // The lists and maps of the constants are those of List.of and Map.of.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> packages;

    private final String linkerFlags;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> files;

    GoProgram(String module, List<String> packages, String linkerFlags, Map<String, String> files) {
        this.module = module;
        this.packages = packages;
        this.linkerFlags = linkerFlags;
        this.files = files;
    }

    /** Name of its folder, here and in the cache. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is built and copied, beside what {@code go.mod} says. */
    String recipe() {
        return String.join(" ", packages) + '\n' + linkerFlags + '\n' + new TreeMap<>(files);
    }

    String module() {
        return module;
    }

    List<String> packages() {
        return packages;
    }

    /** Files and folders that a run needs, as MODULE:PATH, with the folder of the cache that they go to. */
    Map<String, String> files() {
        return files;
    }

    String linkerFlags(String version) {
        String[] parts = version.split("\\.", -1);
        return "-s -w "
                + linkerFlags
                        .replace("{version}", version)
                        .replace("{major}", parts[0])
                        .replace("{minor}", parts.length > 1 ? parts[1] : "0");
    }
}
