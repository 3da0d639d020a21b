/** The Kubernetes objects that a group should have, as pure functions of what was asked for. */
package dev.mlink.operator.resources;
