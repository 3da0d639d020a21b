/** Chooses what to load before anything is learned. */
package dev.mlink.operator.planning.coldstart;
