/** What to do next and why: pure functions from one {@code Observation} to a {@code Plan}. */
package dev.mlink.operator.group.decision;
