/** The rim towards the Kubernetes API server: reads what there is, writes what should be. Decides nothing. */
package dev.mlink.operator.kubernetes;
