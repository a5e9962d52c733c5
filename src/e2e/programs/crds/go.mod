module dev.headroom/e2e/crds

go 1.26

require (
	github.com/aws/karpenter-provider-aws v1.14.1
	github.com/cert-manager/cert-manager v1.20.2
	github.com/prometheus-operator/prometheus-operator v0.85.0
)
