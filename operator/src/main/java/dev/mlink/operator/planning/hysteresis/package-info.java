/**
 * Whether a set that was chosen anew replaces the one in force. Two measurements of the same two sets differ by chance, and
 * a switch costs something; without hysteresis a group would change its set with every profile.
 */
package dev.mlink.operator.planning.hysteresis;
