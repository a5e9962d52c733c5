// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The one connection that KEDA's operator has to an address, as pkg/scalers/external_scaler.go makes it: calls go round over all pods
 * behind it, without deadline, keepalive or retries; nobody closes it.
 */
public final class KedaConnection implements AutoCloseable {
    static {
        NameResolverRegistry.getDefaultRegistry().register(new HeadlessService());
    }

    private final ManagedChannel channel;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** To pods on the loopback address. */
    public KedaConnection(int... ports) {
        String pods = Arrays.stream(ports).mapToObj(Integer::toString).collect(Collectors.joining(","));
        this.channel = NettyChannelBuilder.forTarget(HeadlessService.SCHEME + ":///" + pods)
                .defaultLoadBalancingPolicy("round_robin")
                .disableRetry()
                .intercept(new Calls())
                .usePlaintext()
                .build();
    }

    public ManagedChannel channel() {
        return channel;
    }

    /** The unary calls since the last look, by their methods and in order. */
    List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    /** Whether some pod can be called. */
    public boolean ready() {
        return channel.getState(true) == ConnectivityState.READY;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private final class Calls implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            if (method.getType() == MethodDescriptor.MethodType.UNARY) {
                calls.add(String.valueOf(method.getBareMethodName()));
            }
            return next.newCall(method, options);
        }
    }

    /** A name that stands for several pods: their ports, with commas between. */
    private static final class HeadlessService extends NameResolverProvider {
        private static final String SCHEME = "pods";
        private static final int PRIORITY = 5;

        @Override
        public NameResolver newNameResolver(URI target, NameResolver.Args arguments) {
            List<EquivalentAddressGroup> pods = Arrays.stream(
                            target.getPath().substring(1).split(",", -1))
                    .map(Integer::parseInt)
                    .map(port ->
                            new EquivalentAddressGroup(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                    .toList();
            return new NameResolver() {
                @Override
                public String getServiceAuthority() {
                    return "headroom";
                }

                @Override
                public void start(Listener2 listener) {
                    listener.onResult(ResolutionResult.newBuilder()
                            .setAddressesOrError(StatusOr.fromValue(pods))
                            .build());
                }

                @Override
                public void shutdown() {
                    // Nothing is held.
                }
            };
        }

        @Override
        public String getDefaultScheme() {
            return SCHEME;
        }

        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return PRIORITY;
        }
    }
}
