/** What Prometheus reads of the groups; docs/operating.md lists it. */
package dev.mlink.operator.metrics;
