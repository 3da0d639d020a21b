/**
 * A place for integration tests: a real API server, a real Triton and the real link-runtime as processes of this machine,
 * and the operator in this JVM under the chart's own RBAC. Only the kubelet is played: {@code LocalNode} starts what
 * Deployments and Jobs ask for.
 */
package dev.mlink.operator.site;
