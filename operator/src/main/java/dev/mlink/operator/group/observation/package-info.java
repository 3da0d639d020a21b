/** Everything one pass of a group looks at, gathered before anything is decided. */
package dev.mlink.operator.group.observation;
