/**
 * The decisions of the control plane, and nothing else: which models to activate ({@code selection}, {@code coldstart}),
 * in which turns to profile them ({@code profiling}), and by which steps to move from one set to the next
 * ({@code switching}). Everything here is a function of immutable records: no client, no clock, no logging, so that every
 * rule of the method can be read and tested in one place. Sizes are bytes, performances are fractions in [0,1].
 */
package dev.mlink.operator.planning;
