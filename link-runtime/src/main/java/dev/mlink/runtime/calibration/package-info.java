/**
 * How far one answer is to be trusted: what an answer says of itself, what that has meant on samples whose exact output
 * is known, and from which confidence on a declared rate of disagreement is kept. Pure: knows no protocol, no store.
 */
package dev.mlink.runtime.calibration;
