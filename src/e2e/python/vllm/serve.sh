#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Becomes a vLLM server on the CPU: serve.sh HOST PORT VENV_DIR [arguments of `vllm serve`…], such as
#   serve.sh 127.64.0.5 8000 ENV --served-model-name chat --otlp-traces-endpoint http://127.0.0.1:4317
# OTEL_RESOURCE_ATTRIBUTES says which pod it is; VLLM_CPU_OMP_THREADS_BIND on which core it computes.
# The first answer after /health is good takes 4 s more: ask once before a measurement. SIGTERM ends it in 4 s. A kill -9 must hit the
# whole process group: its children, who hold the memory, outlive it and heed no SIGTERM.
set -euo pipefail

host=${1:?an address} port=${2:?a port} venv=${3:?what install.sh made}
shift 3

# Intel's OpenMP comes with the environment. TCMalloc is Debian's (libtcmalloc-minimal4), and vLLM runs without it, too.
preload=$venv/lib/libiomp5.so
for library in /usr/lib/*/libtcmalloc_minimal.so.4; do
    [[ ! -e $library ]] || preload=$library:$preload
done
export LD_PRELOAD=$preload${LD_PRELOAD:+:$LD_PRELOAD}

# 1 GiB of KV cache, and one core: the other is the rest of the test's.
export VLLM_CPU_KVCACHE_SPACE=${VLLM_CPU_KVCACHE_SPACE:-1}
export VLLM_CPU_OMP_THREADS_BIND=${VLLM_CPU_OMP_THREADS_BIND:-1}
# Nothing is asked of, or told to, the world outside.
export HF_HUB_OFFLINE=1 VLLM_NO_USAGE_STATS=1 DO_NOT_TRACK=1

# As in deploy/collector/vllm.yaml.
export OTEL_SERVICE_NAME=${OTEL_SERVICE_NAME:-vllm}
export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=${OTEL_EXPORTER_OTLP_TRACES_PROTOCOL:-grpc}
export OTEL_EXPORTER_OTLP_TRACES_INSECURE=${OTEL_EXPORTER_OTLP_TRACES_INSECURE:-true}
export OTEL_TRACES_SAMPLER=${OTEL_TRACES_SAMPLER:-always_on}
export OTEL_BSP_SCHEDULE_DELAY=${OTEL_BSP_SCHEDULE_DELAY:-500}
export OTEL_BSP_MAX_QUEUE_SIZE=${OTEL_BSP_MAX_QUEUE_SIZE:-8192}

# Eager: compiling takes longer than the test. Dummy: the weights are random, there is no file of them.
exec "$venv/bin/vllm" serve "$venv/model" --host "$host" --port "$port" \
    --load-format dummy --dtype bfloat16 --enforce-eager --max-num-seqs 32 --max-model-len 4096 \
    --disable-uvicorn-access-log "$@"
