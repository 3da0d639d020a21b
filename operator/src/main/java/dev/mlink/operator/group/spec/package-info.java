/** A group as the decisions see it: the resource with every default filled in, and nothing of Kubernetes left. */
package dev.mlink.operator.group.spec;
