#!/bin/sh
# Writes what the chart makes of its defaults, for those who use no Helm: deploy/helm/manifest.sh > deploy/manifests/headroom.yaml
set -eu

cat <<'HEAD'
# Headroom in a namespace of its own: kubectl apply -f deploy/manifests/headroom.yaml
# Made from the chart, so change that and not this: deploy/helm/manifest.sh > deploy/manifests/headroom.yaml, which is this document and
# helm template headroom deploy/helm/headroom --namespace headroom
apiVersion: v1
kind: Namespace
metadata:
  name: headroom
HEAD
exec helm template headroom "$(dirname "$0")/headroom" --namespace headroom
