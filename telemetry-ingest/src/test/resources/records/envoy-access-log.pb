
¸

,
k8s.namespace.name
envoy-gateway-system
)
k8s.deployment.name
envoy-ai-gateway
$
k8s.pod.name
envoy-ai-gateway-0´Ô	ÀT+»Ùµ˜2,
k8s.namespace.name
envoy-gateway-system2$
k8s.pod.name
envoy-ai-gateway-02$
access_log_type
DownstreamStart2
x-request-id
e-12(

start_time
2026-03-01T12:00:00.123Z2
duration
-2
response_code
02
response_flags
-2
upstream_host
-2
gen_ai.request.model
-2 
gen_ai.usage.input_tokens
-2!
gen_ai.usage.output_tokens
-2
token_latency_ttft
-2
llm.namespace
llm2%
llm.scale_target
Deployment/chat¿	ÀT+»Ùµ˜2,
k8s.namespace.name
envoy-gateway-system2$
k8s.pod.name
envoy-ai-gateway-02&
access_log_type
UpstreamPoolReady2
x-request-id
e-12(

start_time
2026-03-01T12:00:00.123Z2
duration
-2
response_code
02
response_flags
-2 
upstream_host
10.0.0.7:80002
gen_ai.request.model
llama2 
gen_ai.usage.input_tokens
-2!
gen_ai.usage.output_tokens
-2
token_latency_ttft
-2
llm.namespace
llmÊ	ÀT+»Ùµ˜2,
k8s.namespace.name
envoy-gateway-system2$
k8s.pod.name
envoy-ai-gateway-02"
access_log_type
DownstreamEnd2
x-request-id
e-12(

start_time
2026-03-01T12:00:00.123Z2
duration
15002
response_code
2002
response_flags
-2 
upstream_host
10.0.0.7:80002
gen_ai.request.model
llama2;
gen_ai.response.model"
 meta-llama/Llama-3.1-8B-Instruct2"
gen_ai.usage.input_tokens
1002"
gen_ai.usage.output_tokens
212+
$gen_ai.usage.cache_read.input_tokens
-2
token_latency_ttft
2002
token_latency_itl
452
llm.namespace
llmÉ	ÀT+»Ùµ˜2,
k8s.namespace.name
envoy-gateway-system2$
k8s.pod.name
envoy-ai-gateway-02"
access_log_type
DownstreamEnd2
x-request-id
e-22(

start_time
2026-03-01T12:00:00.123Z2
duration
15002
response_code
02
response_flags
DC2 
upstream_host
10.0.0.7:80002
gen_ai.request.model
llama2;
gen_ai.response.model"
 meta-llama/Llama-3.1-8B-Instruct2"
gen_ai.usage.input_tokens
1002"
gen_ai.usage.output_tokens
212+
$gen_ai.usage.cache_read.input_tokens
-2
token_latency_ttft
2002
token_latency_itl
452
llm.namespace
llmÏ	ÀT+»Ùµ˜2,
k8s.namespace.name
envoy-gateway-system2$
k8s.pod.name
envoy-ai-gateway-02"
access_log_type
DownstreamEnd2
x-request-id
e-32(

start_time
2026-03-01T12:00:00.123Z2
duration
15002
response_code
5032
response_flags
UF,URX2 
upstream_host
10.0.0.7:80002
gen_ai.request.model
llama2;
gen_ai.response.model"
 meta-llama/Llama-3.1-8B-Instruct2"
gen_ai.usage.input_tokens
1002"
gen_ai.usage.output_tokens
212+
$gen_ai.usage.cache_read.input_tokens
-2
token_latency_ttft
2002
token_latency_itl
452
llm.namespace
llm­	ÀT+»Ùµ˜2,
k8s.namespace.name
envoy-gateway-system2$
k8s.pod.name
envoy-ai-gateway-02$
access_log_type
DownstreamStart2
x-request-id
e-42(

start_time
2026-03-01T12:00:00.123Z2
duration
-2
response_code
02
response_flags
-2
upstream_host
-2
gen_ai.request.model
-2 
gen_ai.usage.input_tokens
-2!
gen_ai.usage.output_tokens
-2
token_latency_ttft
-2
llm.namespace
llm