// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.RealCluster;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives scenarios the cluster of the run, and leaves out those that it is not enough for. JUnit makes extensions itself, so the run leaves
 * the cluster here before it starts them.
 */
public final class ClusterParameter implements ParameterResolver, ExecutionCondition {
    private static final ThreadLocal<ClusterAccess> CLUSTER = new ThreadLocal<>();

    /** The cluster of all scenarios that this thread runs from now on. */
    public static void set(ClusterAccess present) {
        CLUSTER.set(present);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean own = CLUSTER.get() instanceof RealCluster;
        boolean needsOwn = context.getTestMethod()
                .map(ClusterParameter::needsOwn)
                .orElseGet(() -> beforeAll(context).anyMatch(ClusterParameter::needsOwn));
        return own || !needsOwn
                ? ConditionEvaluationResult.enabled("the cluster is enough")
                : ConditionEvaluationResult.disabled(
                        context.getRequiredTestClass().getSimpleName()
                                + " plays model servers, ends parts of the platform or measures processes: only a"
                                + " cluster of this machine allows that");
    }

    private static Stream<Method> beforeAll(ExtensionContext context) {
        return Arrays.stream(context.getRequiredTestClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(BeforeAll.class));
    }

    private static boolean needsOwn(Executable method) {
        return Arrays.asList(method.getParameterTypes()).contains(RealCluster.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return ClusterAccess.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(CLUSTER.get(), "a cluster");
    }
}
