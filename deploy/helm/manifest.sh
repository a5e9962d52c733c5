#!/bin/sh
# Writes what the chart makes of its defaults, for those who use no Helm: deploy/helm/manifest.sh > deploy/manifests/headroom.yaml
set -eu

cat <<'HEAD'
# Headroom in its own namespace: kubectl apply -f deploy/manifests/headroom.yaml.
# Generated from the chart, so change the chart: deploy/helm/manifest.sh > deploy/manifests/headroom.yaml.
apiVersion: v1
kind: Namespace
metadata:
  name: headroom
HEAD
exec helm template headroom "$(dirname "$0")/headroom" --namespace headroom --skip-tests
