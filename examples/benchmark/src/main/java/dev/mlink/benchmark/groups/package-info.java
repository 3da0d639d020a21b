/**
 * Many groups under one operator: a real API server and the packaged operator; Tritons, link-runtimes, kubelets and
 * controllers are simulated at the wire.
 */
package dev.mlink.benchmark.groups;
