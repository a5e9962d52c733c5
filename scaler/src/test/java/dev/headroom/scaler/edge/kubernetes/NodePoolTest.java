// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.Kinds.gpuPool;
import static dev.headroom.scaler.edge.kubernetes.Kinds.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods a NodePool could host, and how many replicas it may ever make room for. Doubt is in the pool's favour. */
class NodePoolTest {
    private static final NodePool.Replica PAIR = new NodePool.Replica(Accelerators.NVIDIA, 2, true);

    @Test
    void hostsAPodThatToleratesItsTaints() {
        NodePool gpu = pool(gpuPool("gpu", "{}"));

        assertThat(gpu.offer().excludes(GpuPods.needs(2, ""))).isFalse();
        assertThat(gpu.offer().excludes(untolerating(0))).isTrue();
    }

    @Test
    void whoAsksForADeviceNeedNotTolerateATaintOfItsName() {
        NodePool dear = pool(object("NodePool", "gpu", """
                spec: { template: { spec: { taints: [{ key: dear, effect: NoSchedule }] } } }
                """));

        assertThat(pool(gpuPool("gpu", "{}")).offer().excludes(untolerating(1)))
                .as("many API servers add that toleration to the pod, and no template shows it")
                .isFalse();
        assertThat(dear.offer().excludes(untolerating(1))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodeSelector: { karpenter.k8s.aws/instance-gpu-name: l40s } | false",
                "nodeSelector: { karpenter.k8s.aws/instance-gpu-name: h100 } | true",
                "nodeSelector: { eks.amazonaws.com/instance-gpu-name: h100 } | true",
                "nodeSelector: { karpenter.sh/nodepool: gpu } | false",
                "nodeSelector: { karpenter.sh/nodepool: other } | true",
                "nodeSelector: { topology.kubernetes.io/zone: us-east-1a } | false",
                "nodeSelector: { team: ours } | false",
            })
    void selectorsKeepAPodAwayOnlyWhereTheySayNoForSure(String selector, boolean excluded) {
        NodePool gpu = pool(gpuPool("gpu", "{}"));

        assertThat(gpu.offer().excludes(GpuPods.needs(1, selector))).isEqualTo(excluded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ key: karpenter.k8s.aws/instance-gpu-name, operator: NotIn, values: [l40s] } | true",
                "{ key: karpenter.k8s.aws/instance-gpu-name, operator: NotIn, values: [h100] } | false",
                "{ key: karpenter.k8s.aws/instance-gpu-name, operator: Exists } | false",
                "{ key: karpenter.k8s.aws/instance-gpu-name, operator: DoesNotExist } | true",
                "{ key: karpenter.k8s.aws/instance-gpu-count, operator: Gt, values: [\"8\"] } | true",
                "{ key: karpenter.k8s.aws/instance-gpu-count, operator: Gt, values: [\"4\"] } | false",
                "{ key: karpenter.k8s.aws/instance-gpu-count, operator: Lt, values: [\"1\"] } | true",
                "{ key: karpenter.k8s.aws/instance-gpu-count, operator: Gt, values: [many] } | false",
                "{ key: karpenter.k8s.aws/instance-gpu-count, operator: Odd, values: [\"99\"] } | false",
            })
    void affinitiesKeepAPodAwayOnlyWhereTheySayNoForSure(String expression, boolean excluded) {
        NodePool gpu = pool(gpuPool("gpu", "{}"));

        assertThat(gpu.offer().excludes(GpuPods.needs(1, affinity("[{ matchExpressions: [" + expression + "] }]"))))
                .isEqualTo(excluded);
    }

    @Test
    void oneOfSeveralTermsIsEnough() {
        String terms = "[{ matchExpressions: [{ key: karpenter.sh/nodepool, operator: In, values: [other] }] },"
                + " { matchExpressions: [{ key: karpenter.sh/nodepool, operator: In, values: [gpu] }] }]";

        assertThat(pool(gpuPool("gpu", "{}")).offer().excludes(GpuPods.needs(1, affinity(terms))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r] | true",
                "karpenter.k8s.aws/instance-category, operator: In, values: [c, g] | false",
                "karpenter.k8s.aws/instance-category, operator: NotIn, values: [t] | false",
                "eks.amazonaws.com/instance-category, operator: In, values: [c, m, r] | true",
                "karpenter.k8s.aws/instance-family, operator: In, values: [m7i, im4gn] | true",
                "karpenter.k8s.aws/instance-family, operator: In, values: [m7i, g6e] | false",
                "node.kubernetes.io/instance-type, operator: In, values: [m7i.large] | true",
                "node.kubernetes.io/instance-type, operator: In, values: [p5.48xlarge] | false",
                "karpenter.k8s.aws/instance-gpu-count, operator: DoesNotExist | true",
                "karpenter.k8s.aws/instance-gpu-count, operator: In, values: [\"0\"] | true",
                "karpenter.k8s.aws/instance-accelerator-count, operator: Exists | true",
                "karpenter.k8s.aws/instance-cpu, operator: Gt, values: [\"8\"] | false",
            })
    void aPoolWithoutGpusHostsNoneThatNeedsThem(String requirement, boolean excluded) {
        NodePool pool = pool(object(
                "NodePool", "some", "spec: { template: { spec: { requirements: [{ key: " + requirement + " }] } } }"));

        assertThat(pool.offer().excludes(GpuPods.needs(1, ""))).isEqualTo(excluded);
    }

    @Test
    void limitsAreSharedOutByWhatAReplicaTakes() {
        assertThat(pool(gpuPool("gpu", "{ nvidia.com/gpu: \"17\" }")).most(PAIR, OptionalInt.empty()))
                .hasValue(8);
        assertThat(pool(gpuPool("gpu", "{ cpu: \"100\" }")).most(PAIR, OptionalInt.empty()))
                .as("nothing limits its GPUs")
                .isEmpty();
        assertThat(pool(gpuPool("gpu", "{ nvidia.com/gpu: many }")).most(PAIR, OptionalInt.empty()))
                .as("a limit that is none")
                .isEmpty();
        assertThat(pool(gpuPool("gpu", "{ nvidia.com/gpu: \"0\" }")).most(PAIR, OptionalInt.empty()))
                .hasValue(0);
        assertThat(pool(gpuPool("gpu", "{ nodes: \"2\" }")).most(PAIR, OptionalInt.empty()))
                .as("two nodes of 8 at most")
                .hasValue(8);
        assertThat(pool(gpuPool("gpu", "{ nodes: \"2\", nvidia.com/gpu: \"10\" }"))
                        .most(PAIR, OptionalInt.empty()))
                .hasValue(5);
    }

    @Test
    void aLimitTakesNoNodeAwayThatIsThere() {
        String has = "\nstatus: { resources: { nodes: \"3\", nvidia.com/gpu: \"6\" } }";

        assertThat(limited("{ nvidia.com/gpu: \"0\" }" + has).most(PAIR, OptionalInt.empty()))
                .as("a pool that shall not grow")
                .hasValue(3);
        assertThat(limited("{ nodes: \"1\" }" + has).most(PAIR, OptionalInt.of(2)))
                .hasValue(3);
    }

    @Test
    void whatNodesShareOutIsNotCounted() {
        assertThat(limited("{ nodes: \"2\", nvidia.com/gpu: \"16\" }").most(PAIR, OptionalInt.of(8)))
                .as("machines of 2 GPUs that show 8 each")
                .isEmpty();
    }

    @Test
    void noLimitIsTooLargeToBeCounted() {
        assertThat(limited("{ nodes: \"1000000000\" }")
                        .most(new NodePool.Replica(Accelerators.NVIDIA, 1, true), OptionalInt.empty()))
                .as("two replicas on each")
                .hasValue(2_000_000_000);
        assertThat(pool(gpuPool("gpu", "{ nodes: \"1000000000\" }")).most(PAIR, OptionalInt.empty()))
                .hasValue(Integer.MAX_VALUE);
        assertThat(limited("{ nodes: \"2147483647\" }")
                        .most(new NodePool.Replica(Accelerators.NVIDIA, 1, true), OptionalInt.empty()))
                .hasValue(Integer.MAX_VALUE);
    }

    @Test
    void whereAllNodesAreAlikeNoReplicaIsSplit() {
        NodePool eights = pool(object("NodePool", "gpu", """
                spec:
                  limits: { nvidia.com/gpu: "20" }
                  template: { spec: { requirements: [{ key: eks.amazonaws.com/instance-gpu-count, operator: In, values: ["8"] }] } }
                """));

        assertThat(eights.most(new NodePool.Replica(Accelerators.NVIDIA, 3, true), OptionalInt.empty()))
                .as("two nodes of 8, two replicas of 3 on each")
                .hasValue(4);
        assertThat(eights.most(new NodePool.Replica(Accelerators.NVIDIA, 3, false), OptionalInt.empty()))
                .as("groups span nodes")
                .hasValue(5);
    }

    @Test
    void aStaticPoolHasSoManyNodesAndNoMore() {
        assertThat(fixed("").most(PAIR, OptionalInt.of(8)))
                .as("as its nodes say")
                .hasValue(8);
        assertThat(fixed("status: { resources: { nodes: \"2\", nvidia.com/gpu: \"8\" } }")
                        .most(PAIR, OptionalInt.empty()))
                .as("as its own count says")
                .hasValue(4);
        assertThat(fixed("").most(PAIR, OptionalInt.empty())).as("nobody says").isEmpty();
    }

    private static NodePool fixed(String status) {
        return pool(object("NodePool", "static", "spec: { replicas: 2, limits: { nodes: \"3\" } }\n" + status));
    }

    /** Of machines with 2 GPUs each. */
    private static NodePool limited(String limits) {
        String count = "{ key: karpenter.k8s.aws/instance-gpu-count, operator: In, values: [\"2\"] }";
        return pool(object(
                "NodePool",
                "pairs",
                "spec:\n  template: { spec: { requirements: [" + count + "] } }\n  limits: " + limits));
    }

    private static NodePool pool(GenericKubernetesResource pool) {
        return NodePool.of(pool, NodeLabels.DEFAULT);
    }

    private static PodNeeds untolerating(int gpus) {
        PodSpec server = GpuPods.server(gpus, "");
        server.setTolerations(List.of());
        return PodNeeds.of(server, NodeLabels.DEFAULT);
    }

    private static String affinity(String terms) {
        return "affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: "
                + terms + " } } }";
    }
}
